/** What the statement that ran last did: outcome, why, what it cost, and what is wrong with it. */
import type { Statement, Step } from '@cowscope/core';
import { byteText } from '../../labels.ts';
import { costText } from '../../markdown.ts';
import { leaf } from './leaf.ts';
import { outcomeOf } from './places.ts';
import { type Debugged, lastMoment } from './runs.ts';
import type { DebugNode } from './types.ts';

/** The parts of the scope of that name: that nothing ran yet, where nothing did. */
export function lastStatement(debugged: Debugged, position: number): DebugNode[] {
  const { trace } = debugged;
  const moment = lastMoment(debugged, position);
  if (moment === undefined) return [leaf('statement', 'none yet')];
  const statement = trace.scenario.statements[moment.statement] as Statement;
  const { line, column, endColumn, text } = statement;
  const step = trace.step(moment.own);
  const warnings = trace.warnings.filter((it) => it.line === line && it.column >= column && it.column < endColumn);
  return [
    leaf('statement', text, { line }),
    leaf('outcome', outcomeOf(debugged, moment)),
    ...(step === undefined ? [] : stepNodes(step, trace.why(moment.own))),
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
