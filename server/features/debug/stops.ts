/** Where a run stops, going forwards or backwards. Nothing runs: the next stop is looked up in the trace. */
import type { Statement, WarningCode } from '@cowscope/core';
import { pause } from '../../pause.ts';
import { firstOnLine } from '../../statements.ts';
import type { Moment } from './moments.ts';
import { outcomeOf } from './places.ts';
import { numberOf, parseQuery } from './query.ts';
import { type Debugged, stateAt, statementAt } from './runs.ts';
import type { DebugException, DebugGoParams, DebugStop } from './types.ts';

/** Which kind a warning is for an exception breakpoint. */
const KINDS: Partial<Record<string, DebugException>> = {
  'missed-cow': 'leak',
  'wrong-cow': 'lost',
  'unnecessary-cow': 'slow',
  'unexpected-fault': 'fault',
  'expectation-failed': 'failed',
} satisfies Partial<Record<WarningCode, DebugException>>;

/** States looked at before others are let in. */
const STATES_BETWEEN_PAUSES = 200;

/**
 * Where the debugger comes to stand when it goes on. Undefined where that was given up, since `cancelled` said so. From
 * the end forwards and from the start backwards it goes nowhere.
 */
export async function go(
  debugged: Debugged,
  params: DebugGoParams,
  cancelled: () => boolean,
): Promise<DebugStop | undefined> {
  const { position, backwards, stops } = params;
  const bound = boundOf(debugged, params);
  for (const watch of stops.watches) if (!(await follow(debugged, watch, params, bound, cancelled))) return undefined;
  const found = [...breakpoints(debugged, params), ...exceptions(debugged, params), ...changes(debugged, params)];
  const ahead = found.filter(({ position: at }) =>
    backwards ? bound <= at && at < position : position < at && at <= bound,
  );
  return nearest(ahead, backwards) ?? stopAtBound(debugged, params, bound);
}

/** The first that is met; of several at one place the first listed. */
function nearest(stops: readonly DebugStop[], backwards: boolean): DebugStop | undefined {
  let found: DebugStop | undefined;
  for (const stop of stops)
    if (found === undefined || (backwards ? stop.position > found.position : stop.position < found.position))
      found = stop;
  return found;
}

/** As far as a step goes; the end of the scenario, or its start, where it goes to the next stop. */
function boundOf(debugged: Debugged, { position, to, backwards }: DebugGoParams): number {
  const end = 2 * debugged.moments.length;
  if (to === 'stop') return backwards ? 0 : end;
  const here = position >> 1;
  if (to === 'line' && !backwards) return nextLine(debugged, here);
  // From within a statement back to its own beginning; else by one.
  if (backwards) return Math.max(position % 2 === 1 ? 2 * here : 2 * (here - 1), 0);
  return Math.min(2 * (here + 1), end);
}

/** The next statement on another line; the end where there is none. */
function nextLine(debugged: Debugged, moment: number): number {
  const line = statementAt(debugged, 2 * moment)?.line;
  let next = 2 * moment + 2;
  while (next < 2 * debugged.moments.length && statementAt(debugged, next)?.line === line) next += 2;
  return Math.min(next, 2 * debugged.moments.length);
}

function stopAtBound(
  { trace, moments }: Debugged,
  { to, backwards, position }: DebugGoParams,
  bound: number,
): DebugStop {
  const plain = { position: bound, exception: null };
  if (!backwards && bound === 2 * moments.length)
    return { ...plain, reason: 'end', text: `the scenario ends: ${trace.verdict} on ${trace.kernel.name}` };
  if (backwards && (to === 'stop' || position === 0)) return { ...plain, reason: 'start', text: '' };
  return { ...plain, reason: 'step', text: '' };
}

/** In a race a statement has several moments: its breakpoint stands before the first. */
function breakpoints({ moments }: Debugged, { stops }: DebugGoParams): DebugStop[] {
  const wanted = stops.statements.map((statement) => moments.findIndex((moment) => moment.statement === statement));
  return wanted
    .filter((moment) => moment >= 0)
    .map((moment) => ({ position: 2 * moment, reason: 'breakpoint', text: '', exception: null }));
}

/** The warnings of the wanted kinds, each just after its statement. */
function exceptions({ trace, moments }: Debugged, { stops }: DebugGoParams): DebugStop[] {
  if (stops.exceptions.length === 0) return [];
  const { statements } = trace.scenario;
  return trace.warnings.flatMap(({ code, line, column, message }) => {
    const kind = KINDS[code];
    if (kind === undefined || !stops.exceptions.includes(kind)) return [];
    const statement = statementFrom(statements, line, column);
    const moment = moments.findLastIndex((one) => one.statement === statement);
    if (statement < 0 || moment < 0) return [];
    return [{ position: 2 * moment + 1, reason: 'exception', text: message, exception: { code, kind } }];
  });
}

/** The statement that a place is in; -1 where it is in none. */
function statementFrom(statements: readonly Statement[], line: number, column: number): number {
  for (let i = firstOnLine(statements, line); statements[i]?.line === line; i++)
    if (column < (statements[i] as Statement).endColumn) return i;
  return -1;
}

/** Each change of a watched number, just after the statement that changed it. */
function changes(debugged: Debugged, { stops }: DebugGoParams): DebugStop[] {
  return stops.watches.flatMap((watch) => {
    const numbers = debugged.watched.get(watch) ?? [];
    const found: DebugStop[] = [];
    for (let i = 1; i < numbers.length; i++) {
      if (numbers[i] === numbers[i - 1]) continue;
      found.push({
        position: 2 * (i - 1) + 1,
        reason: 'data breakpoint',
        text: changeText(debugged, watch, i - 1, numbers),
        exception: null,
      });
    }
    return found;
  });
}

function changeText(debugged: Debugged, watch: string, index: number, numbers: readonly (number | null)[]): string {
  const { line, text } = statementAt(debugged, 2 * index) as Statement;
  const [before, after] = [numbers[index], numbers[index + 1]].map((number) => number ?? 'none');
  return `${watch}: ${before} → ${after}, by ${text} (line ${line}: ${outcomeOf(debugged, debugged.moments[index] as Moment)})`;
}

/**
 * Looks up a watched number after each moment, once, as far as is needed: to the bound, or to the first change ahead. False
 * where that was given up.
 */
async function follow(
  debugged: Debugged,
  watch: string,
  { position, backwards }: DebugGoParams,
  bound: number,
  cancelled: () => boolean,
): Promise<boolean> {
  const query = parseQuery(watch, debugged.trace);
  if ('error' in query) return true;
  const numbers = debugged.watched.get(watch) ?? [numberOf(query, stateAt(debugged, 0))];
  debugged.watched.set(watch, numbers);
  const isAhead = (i: number) => !backwards && 2 * i + 1 > position && numbers[i + 1] !== numbers[i];
  const last = (backwards ? position + 1 : bound) >> 1;
  if (numbers.some((_, i) => i + 1 < numbers.length && isAhead(i))) return true;
  for (let i = numbers.length - 1; i < last; i++) {
    if (i % STATES_BETWEEN_PAUSES === STATES_BETWEEN_PAUSES - 1) await pause();
    if (cancelled()) return false;
    const isRun = (debugged.moments[i] as Moment).own >= 0;
    numbers.push(isRun ? numberOf(query, stateAt(debugged, 2 * i + 1)) : (numbers[i] as number | null));
    if (isAhead(i)) return true;
  }
  return true;
}
