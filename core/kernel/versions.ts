import { SWITCH_NAMES, SWITCHES, type SwitchName } from './switches.ts';

/** `MAJOR.0` to `MAJOR.last` as version names. */
function series(major: number, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${major}.${first + i}`);
}

/** Every mainline version the table knows, ascending. */
export const VERSIONS: readonly string[] = [
  ...series(4, 9, 20),
  ...series(5, 0, 19),
  ...series(6, 0, 19),
  ...series(7, 0, 3),
];

const ORDER: ReadonlyMap<string, number> = new Map(VERSIONS.map((version, i) => [version, i]));

/** The oldest version the table knows. */
export const OLDEST = VERSIONS[0] as string;

/** The newest version the table knows. */
export const NEWEST = VERSIONS[VERSIONS.length - 1] as string;

/** The nine versions that differ most, for `eras`. */
export const ERAS: readonly string[] = ['5.7', '5.8', '5.10', '5.11', '5.18', '5.19', '6.2', '6.12', NEWEST];

/** Names of the three ways to decide a copy, each with the version that stands for it. */
export const ERA_NAMES = { mapcount: '5.7', page_count: '5.10', exclusive: NEWEST } as const satisfies Record<
  string,
  string
>;

/**
 * The first kernel with a call, by the `since` of an operation or the word of an advice; older ones end it as
 * `unsupported`. Every version has what is not named here.
 */
export const FIRST_KERNEL: Readonly<Record<string, string>> = {
  wipeonfork: '4.14',
  keeponfork: '4.14',
  io_uring: '5.1',
  pageout: '5.4',
  uffd_wp: '5.7',
  // Of shared memory, files and hugetlb: b1f9e876862d.
  uffd_wp_files: '5.19',
  // Over a range of which a part is not mapped (mwriteprotect_range).
  uffd_wp_holes: '6.3',
  // Of hugetlb: 90e7e7f5ef3f.
  dontneed_hugetlb: '5.18',
  populate_read: '5.14',
  populate_write: '5.14',
  collapse: '6.1',
  uffd_rwp: '7.3',
};

/** Whether a mainline version of that name is in the table. */
export function isVersion(name: string): boolean {
  return ORDER.has(name);
}

/** Orders two versions `MAJOR.MINOR`: negative if `a` is older, 0 if they are equal, positive if `a` is newer. */
export function compareVersions(a: string, b: string): number {
  const known = (ORDER.get(a) ?? Number.NaN) - (ORDER.get(b) ?? Number.NaN);
  if (!Number.isNaN(known)) return known;
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

let changing: readonly string[] | undefined;

/** Every version at which some switch changes, ascending: what `all` in a scenario means. */
export function allVersions(): readonly string[] {
  changing ??= VERSIONS.filter((version) =>
    SWITCH_NAMES.some((name) => SWITCHES[name].entries.some((entry) => entry.from === version)),
  );
  return changing;
}

/** The first mainline version on which a switch has the value; nothing where no mainline kernel has it. */
export function firstKernelWith(name: SwitchName, value: string): string | undefined {
  return SWITCHES[name].entries.find((entry) => entry.value === value)?.from;
}

const ERA_LABELS: readonly (readonly [from: string, label: string])[] = [
  ['6.15', 'E3c'],
  ['6.2', 'E3b'],
  ['5.19', 'E3a'],
  ['5.18', 'E2b'],
  ['5.9', 'E2a'],
  ['5.8', 'E1b'],
  ['4.9', 'E1'],
];

/** The label of the era a version belongs to, for people and never a key: `E0` to `E3c`. */
export function eraOf(version: string): string {
  return ERA_LABELS.find(([from]) => compareVersions(version, from) >= 0)?.[1] ?? 'E0';
}
