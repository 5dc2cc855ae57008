/** Where a debugger stands in the text: frames, and statements that can carry a breakpoint. */
import { type Scenario, type Statement, stepSummary } from '@cowscope/core';
import { statementsBetween } from '../../statements.ts';
import type { Moment } from './moments.ts';
import { type Debugged, lastMoment, statementAt } from './runs.ts';
import type { DebugFrame, DebugFrames, DebugFramesParams, DebugPlace, DebugPlacesParams, DebugSpan } from './types.ts';

/** The statements that begin on some lines, in the text's order. */
export function placesIn({ trace, moments }: Debugged, { from, to }: DebugPlacesParams): DebugPlace[] {
  const { scenario } = trace;
  return [...statementsBetween(scenario, from, to)].flatMap((statement) => {
    const moment = moments.findIndex((one) => one.statement === statement);
    return moment < 0
      ? []
      : [{ statement, position: 2 * moment, ...spanOf(scenario.statements[statement] as Statement) }];
  });
}

/**
 * The statement at the position, then those that ran before it, the latest first, then the start: a call stack in which
 * every statement was called by the one before it. Choosing a frame looks back to just after that statement.
 */
export function framesAt(debugged: Debugged, { position, from, count }: DebugFramesParams): DebugFrames {
  const total = frameCount(position);
  const frames = Array.from({ length: Math.max(Math.min(count, total - from), 0) }, (_, i) =>
    frameAt(debugged, position, from + i),
  );
  return { total, frames };
}

function frameCount(position: number): number {
  return position < 0 ? 1 : (position >> 1) + 2;
}

function frameAt(debugged: Debugged, position: number, index: number): DebugFrame {
  const { trace, title } = debugged;
  if (index === frameCount(position) - 1)
    return { position: -1, name: `start of ${title} on ${trace.kernel.name}`, ...spanOfStart(trace.scenario) };
  const at = index === 0 ? position : 2 * ((position >> 1) - index) + 1;
  const statement = statementAt(debugged, at);
  if (statement === undefined)
    return { position: at, name: `end: ${trace.verdict} on ${trace.kernel.name}`, ...spanOfEnd(trace.scenario) };
  const moment = at % 2 === 1 ? lastMoment(debugged, at) : undefined;
  const outcome = moment === undefined ? '' : ` → ${outcomeOf(debugged, moment)}`;
  return { position: at, name: statement.text + outcome, ...spanOf(statement) };
}

/** What became of a statement, in few words: `copy 1025/1`, `holds`, `failed: found reuse`, `not run`. */
export function outcomeOf({ trace }: Debugged, { statement, own }: Moment): string {
  const step = trace.step(own);
  const results = trace.expectations.filter((result) => result.statement === statement);
  const failed = results.filter(({ holds }) => !holds).map(({ found }) => `failed: found ${found}`);
  if (step !== undefined) return [stepSummary(step), ...failed].join(', ');
  if (failed.length > 0) return failed.join(', ');
  if (results.length > 0) return 'holds';
  return trace.scenario.statements[statement]?.operation ? 'not run' : 'not asked on this kernel';
}

function spanOf({ line, column, endColumn }: DebugSpan): DebugSpan {
  return { line, column, endColumn };
}

function spanOfStart({ statements, line }: Scenario): DebugSpan {
  const first = statements[0]?.line ?? line;
  return { line: Math.min(line, first), column: 1, endColumn: 1 };
}

function spanOfEnd({ statements }: Scenario): DebugSpan {
  const { line, endColumn } = statements[statements.length - 1] as Statement;
  return { line, column: endColumn, endColumn };
}
