import { timeline as columnsOf, type Timeline } from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import type { TimelineParams, TimelinePlace } from '../protocol.ts';

/** Columns that one request gets: more than fit on a screen. */
const MAX_COLUMNS = 200;

/** The run that a position belongs to, and the step there: the last that starts at or before it. Null where nothing runs. */
export function timelineAt(document: CowDocument, position: Position): TimelinePlace | null {
  const scenario = document.scenarioAt(position.line);
  const found = document.program.scenarios[scenario];
  if (found === undefined || found.statements.length === 0) return null;
  const { kernel, verdict, stepCount, stepAt } = document.trace(scenario);
  return {
    stamp: document.stamp,
    scenario,
    title: document.title(found),
    kernel: kernel.name,
    verdict,
    steps: stepCount,
    step: stepAt(position.line + 1, position.character + 1),
  };
}

/** The columns that were asked for, the first 200 of them; null where there is no such scenario. */
export function timeline(document: CowDocument, { scenario, ...request }: TimelineParams): Timeline | null {
  if (document.program.scenarios[scenario] === undefined) return null;
  return columnsOf(document.trace(scenario), { ...request, steps: request.steps.slice(0, MAX_COLUMNS) });
}
