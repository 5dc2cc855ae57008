/** The few words in which a step or a value stands beside the text. */
import type { Step } from '@cowscope/core';

/** Outcome and counts as a hint shows them: `copy 1025/1`; a read's value behind it. */
export function stepLabel(step: Step): string {
  return step.outcome + countsLabel(step) + valueLabel(step.value);
}

/** ` 1025/1`; empty where the step is about no page. */
export function countsLabel(step: Step): string {
  return step.page === 0 ? '' : ` ${step.page_count}/${step.mapcount}`;
}

/** ` = 'A'`; empty where nothing was read. */
export function valueLabel(value: number | null): string {
  return value === null ? '' : ` = ${byteText(value)}`;
}

/** A byte as the language writes it: `'A'` where it is a visible character, else the number. */
export function byteText(value: number): string {
  const plain = value > 0x20 && value < 0x7f && value !== 0x27 && value !== 0x5c;
  return plain ? `'${String.fromCharCode(value)}'` : `${value}`;
}
