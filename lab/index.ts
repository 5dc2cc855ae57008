/** What the command line takes from the lab: a scenario as a C program, and an observed trace beside a simulated one. */
export { type Comparison, compareTests, compareTrace, type Difference } from './compare.ts';
export { cProgram, type Source } from './export/c-program.ts';
export { type Observed, type ObservedStep, parseObserved, type Unreadable } from './observed.ts';
