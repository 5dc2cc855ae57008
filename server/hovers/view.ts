/** What the hovers in a statement look at. */
import type { StateView, Trace } from '@cowscope/core';
import type { CowDocument, StatementPlace } from '../document.ts';
import type { Here } from '../markdown.ts';
import { stepUpTo } from '../statements.ts';

/** A statement, and the state after it. */
export interface View {
  readonly document: CowDocument;
  readonly place: StatementPlace;
  readonly trace: Trace;
  readonly state: StateView;
}

/** The state to speak of. */
export function hereOf({ document, state, trace }: View): Here {
  return { uri: document.uri, state, kernel: trace.kernel };
}

/** The statement at a place, with the state after it. */
export function viewOf(document: CowDocument, place: StatementPlace): View {
  const trace = document.trace(place.scenario);
  return { document, place, trace, state: trace.stateAt(stepUpTo(trace, place.index)) };
}

/** An address as the language writes it. */
export function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
