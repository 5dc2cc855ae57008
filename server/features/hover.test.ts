import { describe, expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { hover } from './hover.ts';

/** The hover at the mark holds every one of these texts; none of them where no hover is expected. */
function check(text: string, ...expected: (string | RegExp)[]): void {
  const { document, position } = marked(text);
  const found = hover(document, position);
  const value = found === null ? '' : (found.contents as { value: string }).value;
  if (expected.length === 0) expect(found).toBeNull();
  for (const part of expected) {
    if (typeof part === 'string') expect(value).toContain(part);
    else expect(value).toMatch(part);
  }
}

const CARD = 'fork p1; pin p1 0x1000; write p2 0x1000';

describe('hover', () => {
  it('says of a statement’s word what it did, why, what it cost and who holds the page', () => {
    check(
      CARD.replace('pin', '$0pin'),
      '**copy**',
      '`page_count` 1025',
      'Cost: ',
      '1 page copied',
      'pin ref1',
      `[line 1](file:///card.cow#L1)`,
    );
  });
  it('names the rules that a statement asked, since when, and whether a real kernel was seen to do so', () => {
    check(
      'fork p1\n$0write p1 0x1000',
      /`wp_reuse` = exclusive_or_page_count \(from 5\.19; 6c287605fd56.*(unverified|checked on)/,
    );
  });
  it('adds every count of a page up from its holders', () => {
    check(
      'fork p1\nget p1 0x1000 as g\n$0write p2 0x1000',
      'pte p2 0x1000',
      /`page_count` 1 = 1 pte p2 0x1000 \(\[line 3\]/,
    );
    check(
      'fork p1\n$0get p1 0x1000 as g',
      /`page_count` 3 = /,
      '1 get g ([line 2](file:///card.cow#L2))',
      '`mapcount` 2 = ',
    );
  });
  it('gives at an address the page tables of all processes there', () => {
    check(
      'fork p1\nwrite p1 0x10$000',
      '**0x1000** in p1',
      '`p1 0x1000` → ■ page 2',
      '`p2 0x1000` → ● page 1',
      'private anonymous rw',
    );
  });
  it('knows the name of an address', () => check('let buf = 0x1000\nwrite p1 $0buf', '**0x1000** in p1'));
  it('gives at a process its page table', () =>
    check('fork p1\nwrite p1 0x1000; read $0p2 0x2000', '**p2**: process', '`p2 0x1000` → ● page 1'));
  it('gives at a reference what it sees', () => {
    check('pin p1 0x1000 as $0dma', '**dma** · pin write', 'sees ● page 1', 'coherent', '1024 pin dma');
    check('kernel 5.8\npin p1 0x1000 as dma; fork p1; write p1 0x1000; read $0dma', '**stale**');
    check('pin p1 0x1000 as dma\nunpin $0dma', 'Released by this statement');
  });
  it('explains options, switches, flags and outcomes', () => {
    check('$0option lru_batch on', 'option');
    check('option $0lru_batch on', /lru/i);
    check('kernel bit = 5.10 with $0write_gup_marks = any', 'write_gup_marks');
    check('fork p1 as c\nexpect c 0x1000 $0page_count 2', 'page_count');
  });
  it('gives a commit for a rule switch, and whether it was checked', () => {
    check('kernel bit = 5.10 with $0fork_early_copy = marked', '70e806e4e645', /unverified|checked/);
  });
  it('says of an expectation what came of it', () => {
    check('fork p1\n$0expect right', 'right');
  });
  it('gives a version what changed in it, a scenario its verdict, a what-if kernel its switches', () => {
    check('kernel $05.9', '**5.9** (kernel)', 'wp_reuse');
    check('fork p1\nexpect right on >= $05.9', '**5.9** (kernel)');
    check('kernel 5.8\nscen$0ario "a"\npin p1 0x1000 as dma; fork p1; write p1 0x1000', '**lost** on 5.8');
    check('kernel $0bit = 5.10 with wp_reuse = mapcount', 'wp_reuse = mapcount');
    check(
      'kernel bit = 5.10 with wp_reuse = mapcount\nfork p1\nexpect right on $0bit',
      '5.10 with wp_reuse = mapcount',
    );
  });
  it('tells names apart that are spelled alike', () => {
    check('let c = 0x1000\nfork p1 as c\nread c $0c', '**0x1000** in c');
    check('let c = 0x1000\nfork p1 as c\nread $0c c', '**c**: process');
    check('fork p1 as read\nread $0read 0x1000', '**read**: process');
    check('pin p1 0x1000 $0read', 'flag');
  });
  it('finds every address of a statement', () => {
    check('mremap p1 0x1000 to $00x9000', '**0x9000** in p1', 'private anonymous rw');
    check('fork p1\nexpect p1 0x1000 same p2 $00x1000', '**0x1000**');
    check('write p1 0x1000 $065', '**no_fault**');
  });
  it('is not there in comments and blanks', () => {
    check('fork p1 # a com$0ment');
    check('$0\nfork p1');
  });
});
