import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { signatureHelp } from './signatureHelp.ts';

/** The signature at the mark with its active operand in brackets; null where there is none. */
function check(text: string, expected: string | null): void {
  const { document, position } = marked(text);
  const help = signatureHelp(document, position);
  const active = help?.signatures[help.activeSignature ?? 0];
  const [start = 0, end = 0] = (active?.parameters?.[help?.activeParameter ?? 0]?.label ?? []) as number[];
  expect(
    active ? `${active.label.slice(0, start)}<${active.label.slice(start, end)}>${active.label.slice(end)}` : null,
  ).toBe(expected);
}

it('shows the operand that comes next', () => {
  check('mprotect $0', 'mprotect <P> A none|r|rw');
  check('mprotect p1 $0', 'mprotect P <A> none|r|rw');
  check('mprotect p1 0x1000 $0', 'mprotect P A <none|r|rw>');
});
it('chooses the form by what the first name is', () =>
  check('pin p1 0x1000 as dma\nwrite dma $0', 'write R <[+OFFSET]> [VALUE]'));
it('is silent elsewhere', () => {
  check('$0', null);
  check('# pin $0', null);
});
