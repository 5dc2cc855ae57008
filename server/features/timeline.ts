import {
  timeline as columnsOf,
  timelineText as plainText,
  type Timeline,
  timelineMarkdown,
  timelineSvg,
} from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import type { TimelineParams, TimelinePlace, TimelineTextParams } from '../protocol.ts';

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

/** The columns that were asked for, the first 200 of them; null where there is no such scenario, or the run is another. */
export function timeline(document: CowDocument, { stamp, scenario, ...request }: TimelineParams): Timeline | null {
  if (document.stamp !== stamp || document.program.scenarios[scenario] === undefined) return null;
  return columnsOf(document.trace(scenario), { ...request, steps: request.steps.slice(0, MAX_COLUMNS) });
}

/** The columns as text; empty where there are none. */
export function timelineText(document: CowDocument, { format, ...params }: TimelineTextParams): string {
  const found = timeline(document, params);
  if (found === null) return '';
  switch (format) {
    case 'text':
      return `${plainText(found)}\n`;
    case 'markdown':
      return `${timelineMarkdown(found)}\n`;
    case 'svg':
      return timelineSvg(found);
  }
}
