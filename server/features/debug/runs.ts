/** The runs that debug sessions look at: each a trace that stays as it was when the session began. */
import {
  interleavingsOf,
  type Kernel,
  kernelsFor,
  type LineCache,
  parseProgram,
  runScenario,
  type Scenario,
  type Statement,
  type StateView,
  showInterleaving,
  type Trace,
} from '@cowscope/core';
import { type Moment, momentsOf } from './moments.ts';
import type { DebugAt, DebugError, DebugRun, DebugStartParams } from './types.ts';

/** A run, and what the debugger knows of it. */
export interface Debugged {
  readonly uri: string;
  readonly title: string;
  readonly trace: Trace;
  readonly moments: readonly Moment[];
  /** The numbers that were watched, as far as anybody looked: the start's, then one after each moment. */
  readonly watched: Map<string, (number | null)[]>;
}

/** The runs of a server, by number. */
export class DebugRuns {
  private readonly runs = new Map<number, Debugged>();
  private last = 0;

  /** Runs what is to be debugged. `fallback` is the kernel where nothing names one; empty: the newest. */
  start(params: DebugStartParams, cache: LineCache | undefined, fallback: string): DebugRun | DebugError {
    const { uri, text, scenario: wanted = 0, kernel: word } = params;
    const { scenarios } = parseProgram(text, cache);
    const scenario = typeof wanted === 'number' ? scenarios[wanted] : scenarios.find(({ title }) => title === wanted);
    if (scenario === undefined) return { error: noScenario(wanted, scenarios) };
    if (scenario.statements.length === 0) return { error: 'this scenario has no statement to run yet' };
    const { kernels, errors } = kernelsFor(scenario, word === undefined ? [] : [word], fallback || undefined);
    if (word !== undefined && errors[0] !== undefined) return { error: errors[0].message };
    const worst = runScenario(scenario, kernels[0] as Kernel);
    const trace = params.interleaving === undefined ? worst : showInterleaving(worst, params.interleaving);
    if (trace === undefined) return { error: noInterleaving(params.interleaving ?? '', worst) };
    const title = scenario.title ?? fileName(uri);
    const run = ++this.last;
    const moments = momentsOf(trace);
    this.runs.set(run, { uri, title, trace, moments, watched: new Map() });
    const { verdict, kernel } = trace;
    return { run, title, kernel: kernel.name, verdict, moments: moments.length };
  }

  /** Forgets a run. */
  end(run: number): void {
    this.runs.delete(run);
  }

  /** A run that was started and not ended. Throws for any other: an adapter that asks for one has a fault. */
  get({ run }: Pick<DebugAt, 'run'>): Debugged {
    const found = this.runs.get(run);
    if (found === undefined) throw new Error(`there is no debugged run ${run}`);
    return found;
  }
}

/** The last part of an address, as its file is called. */
function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function noInterleaving(wanted: string, worst: Trace): string {
  const names = interleavingsOf(worst).map(({ name }) => JSON.stringify(name));
  const known = names.length === 0 ? 'this scenario has no race' : `there are ${names.join(', ')}`;
  return `there is no interleaving ${JSON.stringify(wanted)} on ${worst.kernel.name}: ${known}`;
}

function noScenario(wanted: number | string, scenarios: readonly Scenario[]): string {
  const titles = scenarios.flatMap(({ title }) => (title === null ? [] : [JSON.stringify(title)]));
  const known =
    titles.length === 0 ? `there ${scenarios.length === 1 ? 'is' : 'are'} ${scenarios.length}` : titles.join(', ');
  return `there is no scenario ${JSON.stringify(wanted)} in this file: ${known}`;
}

/** The statement that a position stands at; undefined at the end and at the start. */
export function statementAt({ trace, moments }: Debugged, position: number): Statement | undefined {
  return trace.scenario.statements[moments[position >> 1]?.statement ?? -1];
}

/** The last moment that is over at a position; undefined where none is. */
export function lastMoment({ moments }: Debugged, position: number): Moment | undefined {
  return moments[((position + 1) >> 1) - 1];
}

/** Index of the last step that was done at a position; -1: none. */
export function stepAt(debugged: Debugged, position: number): number {
  return lastMoment(debugged, position)?.step ?? -1;
}

/** The state at a position. */
export function stateAt(debugged: Debugged, position: number): StateView {
  return debugged.trace.stateAt(stepAt(debugged, position));
}
