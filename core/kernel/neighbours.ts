import type { Kernel } from './kernel.ts';
import { SWITCHES, type SwitchName } from './switches.ts';
import { compareVersions } from './versions.ts';
import { valuesOf } from './what-if.ts';

/**
 * The values that a value of a switch could be taken for: those of the entries before and after it; of a switch that
 * never changed, the next in its list. `index` is that of the entry. Empty for a switch of one value.
 */
export function neighboursOf(name: SwitchName, index: number): string[] {
  const values: string[] = SWITCHES[name].entries.map(({ value }) => value);
  const own = values[index];
  const around = [values[index - 1], values[index + 1]].filter((value) => value !== undefined && value !== own);
  if (around.length > 0) return [...new Set(around as string[])];
  return valuesOf(name)
    .filter((value) => value !== own)
    .slice(0, 1);
}

/**
 * The values that a kernel's value of a switch could be taken for: the neighbours of its entry, or, where a long-term
 * kernel differs from its base, the value that came back to it replaced. Empty where the kernel lacks the switch.
 */
export function neighboursUnder({ base, rules }: Kernel, name: SwitchName): string[] {
  const { entries } = SWITCHES[name];
  const index = entries.findLastIndex(({ from }) => compareVersions(from, base) <= 0);
  const entry = entries[index];
  if (entry === undefined) return [];
  return entry.value === rules[name] ? neighboursOf(name, index) : [entry.value];
}
