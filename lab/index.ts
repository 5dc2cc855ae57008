/** What the command line takes from the lab: a scenario as a C program, and an observed trace beside a simulated one. */
export { type Comparison, compareTrace, type Difference, type Observed, parseObserved } from './compare.ts';
export { cProgram, type Source } from './export/c-program.ts';
