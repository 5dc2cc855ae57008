/** What the statement that ran last did: outcome, why, what it cost, and what is wrong with it. */
import type { Statement, Step } from '@cowscope/core';
import { byteText, costText } from '../../markdown.ts';
import { stepOf } from '../../statements.ts';
import { leaf } from './leaf.ts';
import { outcomeOf } from './places.ts';
import { type Debugged, lastRun } from './runs.ts';
import type { DebugNode } from './types.ts';

/** The parts of the scope of that name: that nothing ran yet, where nothing did. */
export function lastStatement(debugged: Debugged, position: number): DebugNode[] {
  const { trace } = debugged;
  const index = lastRun(position);
  if (index < 0) return [leaf('statement', 'none yet')];
  const statement = trace.scenario.statements[index] as Statement;
  const { line, column, endColumn, text } = statement;
  const number = stepOf(trace, index);
  const step = trace.steps[number];
  const warnings = trace.warnings.filter((it) => it.line === line && it.column >= column && it.column < endColumn);
  return [
    leaf('statement', text, { line }),
    leaf('outcome', outcomeOf(debugged, index)),
    ...(step === undefined ? [] : stepNodes(step, trace.why(number))),
    ...warnings.map(({ code, message }) => leaf(code, message, { line })),
  ];
}

function stepNodes(step: Step, why: string): DebugNode[] {
  const pages = step.outcomes.length < 2 ? [] : step.outcomes.map(({ page, outcome }) => `page ${page}: ${outcome}`);
  return [
    leaf('why', why),
    ...(step.value === null ? [] : [leaf('value', byteText(step.value))]),
    leaf('cost', costText(step.cost).replace(/^Cost: (.*)\.$/, '$1')),
    ...(pages.length > 0 ? [leaf('pages', pages.join(', '))] : []),
  ];
}
