import { type Reason, reasons } from './reason.ts';

/** What survives in `core/kernel/`, and why. */
export const KERNEL: readonly Reason[] = [
  ...reasons('core/kernel/checks.ts', [
    {
      within: 'checkedUnder',
      original: "kernel.kind === 'long-term'",
      replacement: 'true',
      kind: 'equivalent',
      why: 'Only long-term kernels have marks under their names.',
    },
  ]),
  ...reasons('core/kernel/kernel.ts', [
    { within: 'newestKernel', kind: 'unreachable', why: 'The newest version is one of the versions.' },
    {
      within: 'kernelNamed',
      original: 'found',
      kind: 'equivalent',
      why: 'That a name means nothing is kept too, and means nothing the next time.',
    },
  ]),
  ...reasons('core/kernel/neighbours.ts', [
    {
      within: 'neighboursOf',
      context: 'around',
      kind: 'equivalent',
      why: 'Entries that follow each other have different values.',
    },
  ]),
  ...reasons('core/kernel/pattern.ts', [
    {
      replacement: '["Stryker was here"]',
      kind: 'equivalent',
      why: 'The name of a what-if kernel that no file can define.',
    },
    {
      within: 'parsePattern',
      mutator: 'Regex',
      kind: 'equivalent',
      why: 'A word has no line ends, so that `.*` reaches its end without being told to.',
    },
    {
      within: 'parsePattern',
      replacement: '"Stryker was here!"',
      kind: 'unreachable',
      why: 'Both parts are there where the pattern matched.',
    },
  ]),
  ...reasons('core/kernel/resolve.ts', [
    {
      within: 'versionIn',
      mutator: 'StringLiteral',
      kind: 'unreachable',
      why: 'Both numbers are there where the pattern matched; without a match the first decides.',
    },
    {
      within: 'versionIn',
      mutator: 'ArrayDeclaration',
      kind: 'equivalent',
      why: 'A text without numbers gives no version, whatever stands in their place.',
    },
    {
      within: 'versionIn',
      mutator: 'EqualityOperator',
      kind: 'equivalent',
      why: 'A version that is known has been answered before, so that none is equal here.',
    },
    {
      replacement: '["Stryker was here"]',
      kind: 'equivalent',
      why: 'The name of a what-if kernel that no file can define.',
    },
  ]),
  ...reasons('core/kernel/spelling.ts', [
    { within: 'distance', mutator: 'OptionalChaining', kind: 'unreachable', why: 'The letters are within the words.' },
  ]),
  ...reasons('core/kernel/versions.ts', [
    {
      within: 'compareVersions',
      kind: 'speed',
      why: 'The order of two known versions is looked up, or reckoned from their numbers: it is the same.',
    },
  ]),
  ...reasons('core/kernel/what-if.ts', [
    { within: 'changeError', mutator: 'OptionalChaining', kind: 'unreachable', why: 'Every switch has an entry.' },
    {
      within: 'needsExclusiveFlag',
      context: 'default',
      kind: 'equivalent',
      why: 'Without a case the answer is undefined, which counts as no.',
    },
    {
      within: 'combinationErrors',
      original: "'write_gup_marks'",
      kind: 'unreachable',
      why: 'No kernel copies early what is marked, so who wants that names the switch.',
    },
  ]),
];
