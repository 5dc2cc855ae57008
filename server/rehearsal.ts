/**
 * A rehearsal: soon after the start, when nobody asks for anything, the server edits, checks and hovers over a text of
 * its own, a little at a time. The engine has compiled what matters by the time the user types.
 */
import { diagnostics } from './features/diagnostics.ts';
import { hover } from './features/hover.ts';
import { Workspace } from './workspace.ts';

/** Turns of the rehearsal; each takes a few milliseconds, and requests come between them. */
const TURNS = 40;

/** Rounds of statements in the text. */
const ROUNDS = 40;

/** One round: what people write most. */
function round(n: number): string {
  const page = `0x${(n % 30) + 1}000`;
  return [
    `write p1 ${page} 'A'`,
    `pin p1 ${page} as dma${n}`,
    `write dma${n} +8 ${n % 256}`,
    `mprotect p1 ${page} r`,
    `mprotect p1 ${page} rw`,
    `fork p1 as child${n}; write child${n} ${page}; exit child${n}`,
    `write p1 ${page}  => copy, reuse, no_fault`,
    `unpin dma${n}`,
    `swapout p1 ${page}`,
    `read p1 ${page}   # ${n}`,
  ].join('\n');
}

/** Begins the rehearsal; it ends by itself, and a fault in it is nobody's. */
export function rehearse(): void {
  const text = Array.from({ length: ROUNDS }, (_, n) => round(n)).join('\n');
  const document = new Workspace().open('cowscope:rehearsal', 0, text);
  let turn = 0;
  const next = (): void => {
    try {
      const line = (turn * 70) % (ROUNDS * 10);
      const range = { start: { line, character: 0 }, end: { line, character: 5 } };
      document.update([{ range, text: 'write' }], turn + 1);
      diagnostics(document);
      hover(document, { line, character: 2 });
    } catch {
      return;
    }
    if (++turn < TURNS) setTimeout(next, 0);
  };
  setTimeout(next, 0);
}
