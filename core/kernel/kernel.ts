import { type Rules, SWITCH_NAMES, SWITCHES } from './switches.ts';
import { compareVersions, ERA_NAMES, isVersion, NEWEST } from './versions.ts';

/** A kernel: a row of rule switches with a name. */
export interface Kernel {
  /** What scenarios call it: a version, a long-term name, or the name of a what-if kernel. */
  readonly name: string;
  /** The mainline version it starts from, `MAJOR.MINOR`. */
  readonly base: string;
  readonly kind: 'mainline' | 'long-term' | 'what-if';
  /** What differs from the base. */
  readonly overrides: Partial<Rules>;
  readonly rules: Rules;
}

/** A long-term kernel: its base, and what came back to it. */
export interface LongTermKernel {
  readonly base: string;
  readonly overrides: Partial<Rules>;
}

/**
 * The long-term kernels: a mainline version with the fixes that came back to it, read in Debian's 5.10.223, 6.1.192
 * and 6.12.117.
 */
export const LONG_TERM = {
  'lts-5.10': {
    base: '5.10',
    overrides: {
      fork_seqcount: 'yes',
      clear_refs_skips: 'maybe_pinned',
      swap_skips: 'maybe_pinned',
      early_copy_keeps_uffd_wp: 'yes',
      numa_skip: 'page_count_not_1',
      fork_early_copy: 'maybe_pinned_anon',
    },
  },
  'lts-6.1': {
    base: '6.1',
    overrides: { pin_zero_page: 'free', swap_skips: 'maybe_pinned_twice', mremap_clears_uffd_wp: 'yes' },
  },
  'lts-6.12': { base: '6.12', overrides: { mremap_clears_uffd_wp: 'yes', pmd_modify_keeps_dirty: 'yes' } },
} as const satisfies Record<string, LongTermKernel>;

/** The names of the long-term kernels. */
export const LONG_TERM_NAMES = Object.keys(LONG_TERM) as readonly (keyof typeof LONG_TERM)[];

/** The row of a mainline version: of every switch the last entry not above it, null below the first. */
function rulesOf(version: string): Rules {
  const row: Record<string, string | null> = {};
  for (const name of SWITCH_NAMES) {
    row[name] = null;
    for (const entry of SWITCHES[name].entries) if (compareVersions(entry.from, version) <= 0) row[name] = entry.value;
  }
  // SWITCH_NAMES are the keys of Rules, and entries hold their values (a test asserts it).
  return row as unknown as Rules;
}

function build(name: string): Kernel | undefined {
  if (isVersion(name))
    return { name, base: name, kind: 'mainline', overrides: {}, rules: Object.freeze(rulesOf(name)) };
  if (!Object.hasOwn(LONG_TERM, name)) return undefined;
  const { base, overrides } = LONG_TERM[name as keyof typeof LONG_TERM];
  return { name, base, kind: 'long-term', overrides, rules: Object.freeze({ ...rulesOf(base), ...overrides }) };
}

const built = new Map<string, Kernel>();

/**
 * The mainline or long-term kernel of exactly that name (`6.12`, `lts-5.10`), the same object at every call; nothing
 * where there is none. Era names and what-if kernels are resolved by `resolveKernels`.
 */
export function kernelNamed(name: string): Kernel | undefined {
  const found = built.get(name) ?? build(name);
  if (found) built.set(name, found);
  return found;
}

/** The kernel to take where nothing names one. */
export function newestKernel(): Kernel {
  const newest = kernelNamed(NEWEST);
  if (!newest) throw new Error('unreachable: NEWEST is one of VERSIONS');
  return newest;
}

/** What an era name stands for, else the name itself. */
export function withoutEraName(name: string): string {
  return Object.hasOwn(ERA_NAMES, name) ? ERA_NAMES[name as keyof typeof ERA_NAMES] : name;
}
