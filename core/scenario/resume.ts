/**
 * Going on from an earlier run of nearly the same scenario: after an edit, only what stands below it runs again.
 * Names, fresh values and pages depend on what stands above, so nothing below an edit can be kept.
 */
import type { Kernel } from '../kernel/index.ts';
import type { Scenario, Statement, Verdict } from '../language/program.ts';
import { type Layout, layoutOf } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import type { Knowledge } from './judge.ts';
import type { Copy } from './replay.ts';

/** Where a run stood after a step: everything that what follows depends on. */
export interface Checkpoint {
  readonly copy: Copy;
  /** The statement that comes next. */
  readonly next: number;
  readonly knowledge: Knowledge;
  readonly harms: readonly Verdict[];
  readonly judged: number;
  readonly repetitions: number;
  /** How many warnings, expectations and failed ones there were. */
  readonly warnings: number;
  readonly expectations: number;
  readonly failed: number;
}

/** The last checkpoint of a run from which a scenario can go on; undefined where none will do. */
export function lastCommon(
  m: Machine,
  checkpoints: readonly Checkpoint[],
  scenario: Scenario,
  kernel: Kernel,
): Checkpoint | undefined {
  if (checkpoints.length === 0 || !sameKernel(m.kernel, kernel)) return undefined;
  const common = commonStatements(m.scenario.statements, scenario.statements);
  const last = checkpoints.findLast(({ next }) => next <= common);
  return last && startsAlike(m, scenario) ? last : undefined;
}

/** How many statements two texts have in common from their beginning; the parser keeps those that an edit leaves alone. */
function commonStatements(before: readonly Statement[], now: readonly Statement[]): number {
  let common = 0;
  while (common < before.length && before[common] === now[common]) common++;
  return common;
}

function sameKernel(a: Kernel, b: Kernel): boolean {
  return a === b || (a.name === b.name && a.base === b.base && sameFields(a.rules, b.rules));
}

/** The same pages, files and options at the start, and the same numbers for all addresses. */
function startsAlike(m: Machine, scenario: Scenario): boolean {
  return (
    sameList(m.scenario.initialPages, scenario.initialPages) &&
    sameList(m.scenario.files, scenario.files) &&
    sameFields(m.options, scenario.options) &&
    sameLayout(m.layout, layoutOf(scenario))
  );
}

function sameLayout(a: Layout, b: Layout): boolean {
  return sameList(a.vpn, b.vpn) && sameList(a.firstSlot, b.firstSlot);
}

function sameList<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameFields<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
}
