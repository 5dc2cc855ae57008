import { type Kernel, kernelNamed, withoutEraName } from './kernel.ts';
import { kernelSuggestion } from './resolve.ts';
import { nearest, suggest } from './spelling.ts';
import { type Rules, SWITCH_NAMES, SWITCHES, type SwitchName, switchNamed } from './switches.ts';
import { compareVersions } from './versions.ts';

/** Why a what-if kernel makes no sense. */
export interface WhatIfError {
  readonly code: 'unknown-switch' | 'bad-value' | 'bad-combination' | 'unknown-kernel';
  readonly message: string;
  /** Which change is at fault, from 0; -1 for the base. */
  readonly index: number;
  /** The right spelling of the switch, value or kernel, where one is near. */
  readonly fix?: string | undefined;
}

/** A change of a what-if kernel: a switch and its value, as written. */
export type Change = readonly [name: string, value: string];

function changeError(base: Kernel, [name, value]: Change, index: number): WhatIfError | undefined {
  const rule = switchNamed(name);
  if (!rule)
    return {
      code: 'unknown-switch',
      index,
      ...suggest(`no rule switch is called ${name}`, nearest(name, SWITCH_NAMES)),
    };
  if (!Object.hasOwn(rule.values, value)) {
    const values = Object.keys(rule.values);
    const what = `${name} has no value ${value}; it takes ${values.join(', ')}`;
    return { code: 'bad-value', index, ...suggest(what, nearest(value, values)) };
  }
  const first = rule.entries[0]?.from ?? base.base;
  if (compareVersions(base.base, first) >= 0) return undefined;
  return {
    code: 'bad-combination',
    index,
    message: `${name} has no effect before ${first}, and ${base.name} is older`,
  };
}

/** Whether a value of a switch only makes sense with the exclusive flag. */
function needsExclusiveFlag(name: SwitchName, value: string | null): boolean {
  if (value === null) return false;
  if (value.includes('exclusive')) return true;
  switch (name) {
    case 'unshare_on_ro_pin':
      return value !== 'never';
    case 'swapin_read_writable':
    case 'uffd_resolve_upgrade':
      return value === 'yes';
    case 'numa_restore':
      return value === 'can_change_writable';
    default:
      return false;
  }
}

function combinationErrors(rules: Rules, changes: readonly Change[]): WhatIfError[] {
  const errors: WhatIfError[] = [];
  const blame = (name: SwitchName, otherwise: SwitchName): number => {
    const own = changes.findLastIndex(([changed]) => changed === name);
    return own >= 0 ? own : changes.findLastIndex(([changed]) => changed === otherwise);
  };
  if (rules.exclusive_flag === 'no') {
    const clashes = new Map<number, string[]>();
    for (const name of SWITCH_NAMES.filter((candidate) => needsExclusiveFlag(candidate, rules[candidate]))) {
      const index = blame(name, 'exclusive_flag');
      clashes.set(index, [...(clashes.get(index) ?? []), `${name} = ${rules[name]}`]);
    }
    for (const [index, names] of clashes) {
      errors.push({
        code: 'bad-combination',
        index,
        message: `exclusive_flag = no makes no sense with ${names.join(', ')}`,
      });
    }
  }
  if (rules.fork_early_copy === 'marked' && rules.write_gup_marks === 'nothing') {
    const message = 'fork_early_copy = marked needs write_gup_marks = pin or any, else no page is ever marked';
    errors.push({ code: 'bad-combination', index: blame('fork_early_copy', 'write_gup_marks'), message });
  }
  return errors;
}

/**
 * A what-if kernel: a mainline, long-term or era-named base with switches changed, the last change of a switch counting.
 * Gives every error, each with the change it belongs to, instead of a kernel that makes no sense.
 */
export function defineWhatIf(
  name: string,
  base: string,
  changes: readonly Change[],
): { kernel: Kernel } | { errors: WhatIfError[] } {
  const from = kernelNamed(withoutEraName(base));
  if (!from) return { errors: [{ code: 'unknown-kernel', index: -1, ...kernelSuggestion(base) }] };
  const errors = changes.flatMap((change, index) => changeError(from, change, index) ?? []);
  if (errors.length > 0) return { errors };
  // Every name and value was found in the table above.
  const overrides = { ...from.overrides, ...Object.fromEntries(changes) } as Partial<Rules>;
  const rules = Object.freeze({ ...from.rules, ...overrides }) as Rules;
  const clashes = combinationErrors(rules, changes);
  if (clashes.length > 0) return { errors: clashes };
  return { kernel: { name, base: from.base, kind: 'what-if', overrides, rules } };
}

/** The values that a switch may take in a what-if kernel, in the table's order; none for a name that is no switch. */
export function valuesOf(name: string): readonly string[] {
  return Object.hasOwn(SWITCHES, name) ? Object.keys(SWITCHES[name as SwitchName].values) : [];
}
