/** An ideal machine that hears what a program does. */
import * as ideal from '../ideal/ideal.ts';
import type { ProgramEvents } from '../machine/machine.ts';

/** What changes who looks at which memory of the ideal machine; writes and reads are for the listener to tell. */
export function mappingEventsOf(
  truth: ideal.Ideal,
): Pick<ProgramEvents, 'map' | 'unmap' | 'discard' | 'move' | 'inherit' | 'take' | 'release'> {
  return {
    map: (process, v, pages, shared, file, index) => ideal.mapCells(truth, process, v, pages, shared, file, index),
    unmap: (process, v, pages) => ideal.unmapCells(truth, process, v, pages),
    discard: (process, v, file, index) => ideal.discardCell(truth, process, v, file, index),
    move: (process, v, to, pages) => ideal.moveCells(truth, process, v, to, pages),
    inherit: (parent, child, v, wipe) => ideal.inheritCell(truth, parent, child, v, wipe),
    take: (reference, process, v, index) => ideal.aliasCell(truth, reference, process, v, index),
    release: (reference) => ideal.releaseCells(truth, reference),
  };
}
