/** What of the tables was compared with real kernels. The marks come from the lab's results by a command, never by hand. */
import { CHECKED_BACKPORTS, CHECKED_ENTRIES, LAB_RUNS } from './checked.ts';
import type { Kernel } from './kernel.ts';
import type { Checked, SwitchEntry } from './rule-switch.ts';
import { SWITCHES, type SwitchName } from './switches.ts';
import { compareVersions } from './versions.ts';

/** Marks of a table: by a name, and below it by another, the releases of real kernels. */
export type Marks = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

function markIn(marks: Marks, name: string, key: string): Checked {
  return marks[name]?.[key]?.map((release) => [release, LAB_RUNS[release] ?? ''] as const) ?? 'unverified';
}

/** The real kernels that hold an entry of a switch; `unverified` where no result tells it from its neighbours. */
export function checkedEntry(name: SwitchName, entry: SwitchEntry): Checked {
  return markIn(CHECKED_ENTRIES, name, entry.from);
}

/**
 * The real kernels that hold the value of a switch under a kernel: those of the mainline entry in force, or, where a
 * long-term kernel differs from its base, the long-term kernel itself. What a what-if kernel changes is `unverified`.
 */
export function checkedUnder(kernel: Kernel, name: SwitchName): Checked {
  const entries: readonly SwitchEntry[] = SWITCHES[name].entries;
  const entry = entries.findLast(({ from }) => compareVersions(from, kernel.base) <= 0);
  if (entry && entry.value === kernel.rules[name]) return checkedEntry(name, entry);
  return kernel.kind === 'long-term' ? markIn(CHECKED_BACKPORTS, kernel.name, name) : 'unverified';
}

/** A mark in words: `unverified`, or `checked on` and the releases. */
export function checkedText(checked: Checked): string {
  return checked === 'unverified' ? checked : `checked on ${checked.map(([kernel]) => kernel).join(', ')}`;
}
