/** A stretch of a trace as a timeline. */
import { stepSummary } from '../table.ts';
import type { StateView, Trace } from '../trace.ts';
import { idealRows } from './ideal-rows.ts';
import { stateRows } from './rows.ts';
import type { Timeline, TimelineColumn, TimelineRequest } from './types.ts';

/** The columns that are asked for, and the rows that have something in one of them. */
export function timeline(trace: Trace, request: TimelineRequest): Timeline {
  const steps = request.steps.filter((step) => step >= -1 && step < trace.stepCount);
  const first = steps[0] ?? -1;
  const before = request.compare || first < 0 ? undefined : trace.stateAt(first - 1);
  const states: StateView[] = [];
  const columns: TimelineColumn[] = [];
  for (const step of steps) {
    states.push(trace.stateAt(step));
    columns.push(step < 0 ? startColumn(trace) : columnOf(trace, step));
  }
  const touched = new Set(columns.map(({ page }) => page));
  const { rows, hidden } = stateRows(states, before, touched);
  const { rows: beside, firstDifference } = request.ideal
    ? idealRows(trace, steps, request.compare === true)
    : { rows: [], firstDifference: null };
  const { scenario, kernel, verdict } = trace;
  return {
    title: scenario.title,
    kernel: kernel.name,
    verdict,
    columns,
    rows: [...rows, ...beside],
    hiddenRows: hidden,
    firstDifference,
  };
}

function startColumn(trace: Trace): TimelineColumn {
  return {
    step: -1,
    line: 0,
    column: 0,
    endColumn: 0,
    text: 'start',
    outcome: null,
    summary: '',
    page: 0,
    why: '',
    warnings: [],
    expectations: expectationsOf(trace, -1),
  };
}

function columnOf(trace: Trace, index: number): TimelineColumn {
  const step = trace.step(index)!;
  const { line, column, endColumn, text } = trace.scenario.statements[step.statement]!;
  return {
    step: index,
    line,
    column,
    endColumn,
    text: (text.split('=>')[0] ?? text).trimEnd(),
    outcome: step.outcome,
    summary: stepSummary(step),
    page: step.page,
    why: trace.why(index),
    warnings: trace.warnings
      .filter((it) => it.line === line && it.column >= column && it.column < endColumn)
      .map(({ code, severity, message }) => ({ code, severity, message })),
    expectations: expectationsOf(trace, index),
  };
}

/** The expectations of a step, and those that stand between it and the next. */
function expectationsOf(trace: Trace, index: number): TimelineColumn['expectations'] {
  const from = trace.step(index)?.statement ?? -1;
  const to = trace.step(index + 1)?.statement ?? Number.POSITIVE_INFINITY;
  return trace.expectations
    .filter(({ statement }) => statement >= from && statement < to)
    .map(({ text, holds, found }) => ({ text, holds, found }));
}
