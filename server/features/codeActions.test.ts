import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { marked, URI } from '../testing/marked.ts';
import { codeActions } from './codeActions.ts';
import { diagnostics } from './diagnostics.ts';

/** The text after the first quick fix at the mark whose title matches; null where there is none. */
function check(text: string, title: RegExp, expected: string | null): void {
  const { document, range } = marked(text);
  const action = codeActions({ document, range, diagnostics: diagnostics(document) }).find((candidate) =>
    title.test(candidate.title),
  );
  const before = TextDocument.create(URI, 'cow', 1, text.replaceAll('$0', ''));
  expect(action === undefined ? null : TextDocument.applyEdits(before, action.edit?.changes?.[URI] ?? [])).toBe(
    expected,
  );
}

describe('code actions', () => {
  it('give the right spelling', () => {
    check('$0Write p1 0x1000', /^Change to write/, 'write p1 0x1000');
    check('madvise p1 0x1000 MADV_$0DONTNEED', /^Change to/, 'madvise p1 0x1000 dontneed');
    check('kernel 5.1$00.7', /^Change to/, 'kernel 5.10');
    check('write p1 0x1000', /^Change to/, null);
  });
  it('add the expectation that holds', () => {
    check('fork p1\n$0write p1 0x1000 # why', /^Expect what happens/, 'fork p1\nwrite p1 0x1000 => copy # why');
    check(
      "kernel 5.8\npin p1 0x1000 as dma; write p1 0x1000 'A'; $0read dma",
      /^Expect what happens/,
      "kernel 5.8\npin p1 0x1000 as dma; write p1 0x1000 'A'; read dma => 'A'",
    );
  });
  it('say on which kernels it holds where it is not the same on all', () => {
    check(
      'kernel 5.5 6.12\nvmsplice p1 0x1000 as pipe\nfork p1\nexit p2\n$0write p1 0x1000',
      /^Expect what happens/,
      'kernel 5.5 6.12\nvmsplice p1 0x1000 as pipe\nfork p1\nexit p2\nwrite p1 0x1000 => reuse on 5.5, copy on 6.12',
    );
  });
  it('add the verdict at the end of the scenario', () => {
    check(
      'kernel 5.8\n$0pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000',
      /^Expect the verdict/,
      'kernel 5.8\npin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000\nexpect lost',
    );
    check('$0fork p1\nexpect right', /^Expect the verdict/, null);
  });
  it('replace what failed by what was found', () => {
    check('fork p1\nwrite p1 0x1000 => $0reuse', /^Expect what was found/, 'fork p1\nwrite p1 0x1000 => copy');
    check(
      'fork p1\nexpect p1 0x1000 page_count$0 3, mapcount 2',
      /^Expect what was found/,
      'fork p1\nexpect p1 0x1000 page_count 2, mapcount 2',
    );
    check('fork p1\nexpect p1 0x1000 $0writable', /^Expect what was found/, 'fork p1\nexpect p1 0x1000 not writable');
    check('fork p1\n$0expect lost on >= 5.9', /^Expect what was found/, 'fork p1\nexpect right on >= 5.9');
    check('fork p1\nwrite p1 0x1000 => $0copy', /^Expect what was found/, null);
  });
  it('silence a warning', () => {
    check('$0pin p1 0x1000', /^Silence reference-held/, 'pin p1 0x1000  # cow-ignore reference-held');
    check(
      '  $0pin p1 0x1000 # mine',
      /^Silence reference-held/,
      '  # cow-ignore reference-held\n  pin p1 0x1000 # mine',
    );
  });
  it('add the name that a statement gives by default', () => {
    check('pin p1 0x1000 $0read => no_fault', /^Add as/, 'pin p1 0x1000 read as ref1 => no_fault');
    check('$0fork p1', /^Add as/, 'fork p1 as p2');
    check('$0fork p1 as c', /^Add as/, null);
    check('$0fork p1 times 3', /^Add as/, null);
  });
  it('keep the page from the child, or release it, where a write is lost', () => {
    const lost = "kernel 5.8\npin p1 0x1000 as dma\nfork p1\n$0write p1 0x1000 'A'\nread dma";
    check(
      lost,
      /dontfork/,
      "kernel 5.8\npin p1 0x1000 as dma\nmadvise p1 0x1000 dontfork\nfork p1\nwrite p1 0x1000 'A'\nread dma",
    );
    check('$0pin p1 0x1000 as dma\nfork p1', /^Release it at the end/, 'pin p1 0x1000 as dma\nfork p1\nunpin dma');
  });
  it('keep what they repair on one line there', () => {
    check(
      "kernel 5.8\npin p1 0x1000 as dma; fork p1; $0write p1 0x1000 'A'",
      /dontfork/,
      "kernel 5.8\npin p1 0x1000 as dma; madvise p1 0x1000 dontfork; fork p1; write p1 0x1000 'A'",
    );
  });
  it('release it before the fork, and take the later release away', () => {
    check(
      "kernel 5.8\npin p1 0x1000 as dma\nfork p1\n$0write p1 0x1000 'A'\nunpin dma",
      /^Release it before the fork/,
      "kernel 5.8\npin p1 0x1000 as dma\nunpin dma\nfork p1\nwrite p1 0x1000 'A'",
    );
    check(
      "kernel 5.8\npin p1 0x1000 as dma; fork p1; $0write p1 0x1000 'A'; unpin dma",
      /^Release it before the fork/,
      "kernel 5.8\npin p1 0x1000 as dma; unpin dma; fork p1; write p1 0x1000 'A'",
    );
  });
  it('pin instead of get, where that repairs', () => {
    const get = "kernel 5.10\nget p1 0x1000 write as bio\nfork p1\n$0write p1 0x1000 'A'\nread bio";
    check(get, /^Pin the page instead/, get.replace('$0', '').replace('get ', 'pin '));
    check(get.replace('5.10', '5.8'), /^Pin the page instead/, null);
  });
  it('offer nothing that leaves the scenario as broken as it was', () => {
    check("kernel 5.8\npin p1 0x1000 as dma\nfork p1\n$0write p1 0x1000 'A'\nread dma", /^Release it before/, null);
  });
  it('repair what they say they repair, in every example', () => {
    let tried = 0;
    for (const text of REPAIRED) {
      const { document } = marked(text);
      const found = diagnostics(document);
      for (const diagnostic of found) {
        const actions = codeActions({ document, range: diagnostic.range, diagnostics: found });
        for (const { title, edit, diagnostics: mended = [] } of actions) {
          if (mended.length === 0 || /^(Silence|Expect)/.test(title)) continue;
          const before = TextDocument.create(URI, 'cow', 1, text);
          const after = marked(TextDocument.applyEdits(before, edit?.changes?.[URI] ?? [])).document;
          const count = (all: readonly { code?: unknown }[]) =>
            all.filter(({ code }) => code === mended[0]?.code).length;
          expect([title, count(diagnostics(after)) < count(found)]).toEqual([title, true]);
          expect(after.program.errors).toEqual([]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(8);
  });
});

/** Scenarios with something to repair, on the kernels where it goes wrong. */
const REPAIRED = [
  "kernel 5.8\npin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma\nunpin dma\n",
  "kernel 5.8\npin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; unpin dma",
  "kernel 5.10\nget p1 0x1000 write as bio\nfork p1\nwrite p1 0x1000 'A'\nread bio\nput bio",
  "kernel 5.10\npin p1 0x1000 as dma\nmprotect p1 0x1000 r\nmprotect p1 0x1000 rw\nwrite p1 0x1000 'A'\nunpin dma",
  'kernel 6.12\npin p1 0x1000\nfork p1\nget p1 0x2000',
];
