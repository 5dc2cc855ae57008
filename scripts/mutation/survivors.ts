/** Why a mutant may survive, for each that does: what it changes, nobody who uses Cowscope could notice. */

/** The reason of a survivor or of several alike. A property that is left out fits any. */
export interface Reason {
  readonly file: string;
  /** The function or constant that the mutant stands in. */
  readonly within?: string;
  /** A part of its line. */
  readonly context?: string;
  readonly original?: string;
  readonly replacement?: string;
  readonly mutator?: string;
  /**
   * `equivalent`: the same answer always comes. `speed`: the same answer comes slower or faster. `unreachable`: a guard
   * against what cannot happen.
   */
  readonly kind: 'equivalent' | 'speed' | 'unreachable';
  readonly why: string;
}

/** The reasons, in the order of the files. */
export const SURVIVORS: readonly Reason[] = [
  {
    file: 'core/kernel/kernel.ts',
    within: 'newestKernel',
    kind: 'unreachable',
    why: 'The newest version is one of the versions.',
  },
  {
    file: 'core/kernel/kernel.ts',
    within: 'kernelNamed',
    original: 'found',
    kind: 'equivalent',
    why: 'That a name means nothing is kept too, and means nothing the next time.',
  },
  {
    file: 'core/kernel/pattern.ts',
    replacement: '["Stryker was here"]',
    kind: 'equivalent',
    why: 'The name of a what-if kernel that no file can define.',
  },
  {
    file: 'core/kernel/pattern.ts',
    within: 'parsePattern',
    mutator: 'Regex',
    kind: 'equivalent',
    why: 'A word has no line ends, so that `.*` reaches its end without being told to.',
  },
  {
    file: 'core/kernel/pattern.ts',
    within: 'parsePattern',
    replacement: '"Stryker was here!"',
    kind: 'unreachable',
    why: 'Both parts are there where the pattern matched.',
  },
  {
    file: 'core/kernel/resolve.ts',
    within: 'versionIn',
    mutator: 'StringLiteral',
    kind: 'unreachable',
    why: 'Both numbers are there where the pattern matched; without a match the first decides.',
  },
  {
    file: 'core/kernel/resolve.ts',
    within: 'versionIn',
    mutator: 'ArrayDeclaration',
    kind: 'equivalent',
    why: 'A text without numbers gives no version, whatever stands in their place.',
  },
  {
    file: 'core/kernel/resolve.ts',
    within: 'versionIn',
    mutator: 'EqualityOperator',
    kind: 'equivalent',
    why: 'A version that is known has been answered before, so that none is equal here.',
  },
  {
    file: 'core/kernel/resolve.ts',
    replacement: '["Stryker was here"]',
    kind: 'equivalent',
    why: 'The name of a what-if kernel that no file can define.',
  },
  {
    file: 'core/kernel/spelling.ts',
    within: 'distance',
    mutator: 'OptionalChaining',
    kind: 'unreachable',
    why: 'The letters are within the words.',
  },
  {
    file: 'core/kernel/versions.ts',
    within: 'compareVersions',
    kind: 'speed',
    why: 'The order of two known versions is looked up, or reckoned from their numbers: it is the same.',
  },
  {
    file: 'core/kernel/what-if.ts',
    within: 'changeError',
    mutator: 'OptionalChaining',
    kind: 'unreachable',
    why: 'Every switch has an entry.',
  },
];
