/** Changes of rule switches: what turns one kernel into another, and the commits that did so. */
import {
  checkedEntry,
  compareVersions,
  defineWhatIf,
  type Kernel,
  type Rules,
  SWITCH_NAMES,
  SWITCHES,
  type SwitchEntry,
  type SwitchName,
  valuesOf,
} from '../../kernel/index.ts';

/** A switch set from one value to another. Null is a kernel that lacks the switch. */
export interface SwitchChange {
  readonly name: SwitchName;
  readonly from: string | null;
  readonly to: string | null;
  /** `patch`: a later mainline kernel has the value. `revert`: an earlier one had it. `none`: no mainline kernel has. */
  readonly kind: 'patch' | 'revert' | 'none';
  /** What brought the value (`patch`) or took it away (`revert`); empty where that is not known. */
  readonly commits: readonly string[];
  /** First mainline version with the value; null where there is none. */
  readonly since: string | null;
  /** Whether the value was compared with a real kernel. */
  readonly verified: boolean;
}

/** A change of one switch, with its commits, as seen from a mainline version. */
export function switchChange(name: SwitchName, from: string | null, to: string | null, base: string): SwitchChange {
  const entries: readonly SwitchEntry[] = SWITCHES[name].entries;
  const at = entries.findLastIndex((entry) => compareVersions(entry.from, base) <= 0);
  const before = nearestEntry(entries, from, at) ?? at;
  const after = to === null ? -1 : nearestEntry(entries, to, before);
  const entry = entries[after ?? -1];
  const since = entry?.from ?? null;
  const verified = entry !== undefined && checkedEntry(name, entry) !== 'unverified';
  const none = { name, from, to, kind: 'none', commits: [], since, verified } as const;
  if (after === undefined) return none;
  if (after > before) return { ...none, kind: 'patch', commits: entry?.commits ?? [] };
  const undone = entries.slice(after + 1, before + 1).flatMap(({ commits }) => commits);
  return { ...none, kind: 'revert', commits: [...new Set(undone)] };
}

/** The entry with a value that is nearest to another, the later of two; undefined where none has it. */
function nearestEntry(entries: readonly SwitchEntry[], value: string | null, at: number): number | undefined {
  const found = entries.flatMap((entry, i) => (entry.value === value ? [i] : []));
  return found.sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || b - a)[0];
}

/** The switches in which two kernels differ, as changes of the first. */
export function differences(before: Kernel, after: Kernel): SwitchChange[] {
  return SWITCH_NAMES.filter((name) => before.rules[name] !== after.rules[name]).map((name) =>
    switchChange(name, before.rules[name], after.rules[name], before.base),
  );
}

/** Every other value of a switch that some mainline kernel has, as changes of a kernel; none where it lacks the switch. */
export function mainlineChanges(kernel: Kernel, name: SwitchName): SwitchChange[] {
  const from = kernel.rules[name];
  if (from === null) return [];
  return valuesOf(name)
    .filter((value) => value !== from)
    .map((to) => switchChange(name, from, to, kernel.base))
    .filter(({ kind }) => kind !== 'none');
}

/** A kernel's row with changes made, whether or not they make sense together: to see what a run under it would read. */
export function changedRow(kernel: Kernel, changes: readonly SwitchChange[], base = kernel.base): Kernel {
  const set = Object.fromEntries(changes.map(({ name, to }) => [name, to])) as Partial<Rules>;
  const overrides = { ...kernel.overrides, ...set };
  return { name: 'what-if', base, kind: 'what-if', overrides, rules: { ...kernel.rules, ...set } as Rules };
}

/**
 * The `kernel` line of a kernel with changes made: `kernel fix = 5.8 with fork_early_copy = maybe_pinned`. A what-if
 * kernel's own changes are written out, since its name may not be known where the line goes.
 */
export function whatIfLine(name: string, kernel: Kernel, changes: readonly SwitchChange[]): string {
  const { base, pairs } = definition(kernel, changes);
  return `kernel ${name} = ${base} with ${pairs.map(([key, value]) => `${key} = ${value}`).join(', ')}`;
}

/** Whether changes make sense together on a kernel, as the language judges it; what it lacks cannot be asked about. */
export function makesSense(kernel: Kernel, changes: readonly SwitchChange[]): boolean {
  const { base, pairs } = definition(
    kernel,
    changes.filter(({ from, to }) => from !== null && to !== null),
  );
  return 'kernel' in defineWhatIf('what-if', base, pairs);
}

function definition(kernel: Kernel, changes: readonly SwitchChange[]) {
  const own = kernel.kind === 'what-if' ? kernel.overrides : {};
  const set = Object.fromEntries(changes.map(({ name, to }) => [name, `${to}`]));
  const pairs = Object.entries({ ...own, ...set }).map(([name, value]) => [name, `${value}`] as const);
  return { base: kernel.kind === 'what-if' ? kernel.base : kernel.name, pairs };
}
