/** A real kernel that a value was compared with: its release, and the day of the lab's run. */
export type CheckedOn = readonly [kernel: string, run: string];

/** The real kernels, oldest first, whose committed results hold a value, or that there is none. */
export type Checked = 'unverified' | readonly CheckedOn[];

/** One value of a switch, from one mainline version on. */
export interface SwitchEntry {
  /** First mainline version with the value, `MAJOR.MINOR`. */
  readonly from: string;
  readonly value: string;
  /** Commits that brought the value; empty where it is older than the table (then the next entry's commits ended it). */
  readonly commits: readonly string[];
  /** Kernel functions in which the rule can be read. */
  readonly functions?: readonly string[];
  /** Releases whose source was read before and after the change. */
  readonly read?: readonly string[];
  /** True where the first version is only bracketed by the releases read. */
  readonly versionBracketed?: true;
}

/** A rule of the kernel that changed over time, or that a what-if kernel changes. */
export interface RuleSwitch {
  /** What the switch decides, in one line. */
  readonly doc: string;
  /** What a numeric value counts. */
  readonly unit?: string;
  /** Every value with its meaning, in one line. */
  readonly values: Readonly<Record<string, string>>;
  /** By version, ascending; a version takes the last entry not above it. */
  readonly entries: readonly SwitchEntry[];
  /** Values that no kernel of the table has; they are there for what-if kernels. */
  readonly whatIf?: readonly string[];
  /** Values that only a long-term kernel has. */
  readonly longTermOnly?: readonly string[];
}
