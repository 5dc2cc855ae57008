/**
 * Whether what a tool says has been compared with a real kernel. Every value of a rule switch carries that mark; an answer
 * has the mark of the values that its runs asked for.
 */
import {
  type Checked,
  checkedText,
  checkedUnder,
  coverageOf,
  type Kernel,
  type SwitchName,
  type Trace,
  unreachable,
} from '@cowscope/core';

/**
 * `verified`: all values that were asked for were compared with a real kernel. `unverified`: some were not. `same_everywhere`:
 * none was asked for, so that nothing in the answer differs between kernels.
 */
export const MARKS = ['verified', 'unverified', 'same_everywhere'] as const;

/** One of the marks. */
export type Mark = (typeof MARKS)[number];

/** A value of a switch that an answer stands on. */
export interface AskedValue {
  readonly name: SwitchName;
  readonly value: string;
  readonly checked: Checked;
}

/** The values that a run asked for. Costs another run. */
export function askedOf(trace: Trace): AskedValue[] {
  return [...coverageOf(trace).switches].map(([name, value]) => askedUnder(trace.kernel, name, value));
}

/** A switch with the value that it has under a kernel. */
export function askedUnder(kernel: Kernel, name: SwitchName, value: string): AskedValue {
  return { name, value, checked: checkedUnder(kernel, name) };
}

/** The mark of an answer that stands on these values. */
export function markOf(asked: readonly AskedValue[]): Mark {
  if (asked.length === 0) return 'same_everywhere';
  return asked.every(({ checked }) => checked !== 'unverified') ? 'verified' : 'unverified';
}

/** Values that a sentence names; of more it says how many. */
const MAX_NAMED = 12;

/** The mark in a sentence. */
export function markText(asked: readonly AskedValue[]): string {
  const mark = markOf(asked);
  const count = namesOf(asked).length;
  switch (mark) {
    case 'same_everywhere':
      return 'Mark: same_everywhere. No rule that differs between kernels was asked for.';
    case 'verified':
      return `Mark: verified. ${count === 1 ? 'The one rule value' : `All ${count} rule values`} asked for: compared with real kernels.`;
    case 'unverified': {
      const unverified = namesOf(asked.filter(({ checked }) => checked === 'unverified'));
      const named = unverified.slice(0, MAX_NAMED).join(', ');
      const more = unverified.length > MAX_NAMED ? `, and ${unverified.length - MAX_NAMED} more` : '';
      return `Mark: unverified. Of ${count} rule values asked for, no real kernel was compared with ${unverified.length}: ${named}${more}.`;
    }
    default:
      return unreachable(mark);
  }
}

function namesOf(asked: readonly AskedValue[]): string[] {
  return [...new Set(asked.map(({ name, value }) => `${name} = ${value}`))];
}

/** One value with its mark: `wp_reuse = page_count (checked on 5.10.223)`. */
export function valueText({ name, value, checked }: AskedValue): string {
  return `${name} = ${value} (${checkedText(checked)})`;
}
