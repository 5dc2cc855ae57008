import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { stateAt } from './stateAt.ts';

/** The table at the mark holds every one of these texts. */
function check(text: string, ...expected: string[]): void {
  const { document, position } = marked(text);
  for (const part of expected) expect(stateAt(document, position)).toContain(part);
}

it('shows the state after the statement at the cursor', () => {
  check('fork p1; $0pin p1 0x1000; write p2 0x1000', 'after line 1: pin p1 0x1000', '1024 pin ref1 (line 1)');
  check('fork p1\nwrite p1 0x1000 # here$0\nread p2 0x1000', 'after line 2: write p1 0x1000');
});
it('shows the start before the first statement', () => check('$0\nfork p1; read p1 0x1000', 'at the start', 'page 1'));
it('shows the scenario that the cursor is in', () => {
  check('scenario "a"\nfork p1\nscenario "b"\nkernel 5.8\nfork p1 as c$0', 'Kernel 5.8', 'c');
});
