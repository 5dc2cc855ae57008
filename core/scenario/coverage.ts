/**
 * What a run exercised: which statements ran and how they ended, which rule switches the kernel was asked for, and which
 * reasons decided. The statements are done once more, with a kernel that notes what is read of it: a run that only counts
 * keeps neither. A race is done one operation after another, each where its first step was taken.
 */
import type { SwitchName } from '../kernel/index.ts';
import { SILENCE } from '../machine/machine.ts';
import { REASON_IDS, type ReasonId, reasonPattern } from '../machine/reasons.ts';
import { isBlocked, runStatement, startMachine } from '../machine/start.ts';
import { meant } from './expect.ts';
import { rulesBehind } from './rules.ts';
import { recordAsked } from './selftest/asked.ts';
import type { Trace } from './trace.ts';

/** Every reason that there is, and what it says, with `…` for its numbers. */
export const REASONS: readonly { readonly id: ReasonId; readonly text: string }[] = REASON_IDS.map((id) => ({
  id,
  text: reasonPattern(id),
}));

/** What one run exercised. */
export interface Coverage {
  /** By the statement's index: whether it ran, or was asked on this kernel. */
  readonly statements: readonly boolean[];
  /** By the statement's index: whether each alternative after its `=>` is meant for this kernel. */
  readonly alternatives: readonly (readonly boolean[])[];
  /** The switches that were asked for, with the value that this kernel has. */
  readonly switches: ReadonlyMap<SwitchName, string>;
  /** The reasons that decided, and in how many steps each did. */
  readonly reasons: ReadonlyMap<ReasonId, number>;
}

/** What a run exercised. Costs another run of its steps. */
export function coverageOf(trace: Trace): Coverage {
  const { scenario, kernel, steps } = trace;
  const recorded = recordAsked(kernel);
  const m = startMachine(scenario, recorded.kernel, SILENCE);
  m.explain = true;
  // Some are read once, to make the machine; from here on it is the statements that ask.
  const noted = recorded.asked.switches as Map<SwitchName, string | null>;
  const atStart = new Set(noted.keys());
  noted.clear();
  const reasons = new Map<ReasonId, number>();
  const asked = new Set<SwitchName>();
  const isRun = new Set<number>();
  for (const { statement: index, outcome } of steps) {
    const statement = scenario.statements[index]!;
    // In a race one may wait here that does not where steps are taken in turn.
    if (isRun.has(index) || isBlocked(m, statement)) continue;
    isRun.add(index);
    runStatement(m, index, statement);
    for (const id of new Set(m.log.reasons.map((reason) => reason.id))) reasons.set(id, (reasons.get(id) ?? 0) + 1);
    // What is read once for a whole run counts where a statement's rules name it.
    for (const { name } of rulesBehind(statement.operation!, outcome, kernel)) if (atStart.has(name)) asked.add(name);
  }
  for (const name of noted.keys()) asked.add(name);
  const expected = new Set(trace.expectations.map(({ statement }) => statement));
  return {
    statements: scenario.statements.map((_, index) => isRun.has(index) || expected.has(index)),
    alternatives: scenario.statements.map(({ outcomes }) => outcomes.map(({ on }) => meant(on, kernel))),
    switches: new Map([...asked].flatMap((name) => (kernel.rules[name] === null ? [] : [[name, kernel.rules[name]]]))),
    reasons,
  };
}
