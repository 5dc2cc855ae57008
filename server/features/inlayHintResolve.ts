import type { Trace } from '@cowscope/core';
import type { Command, InlayHint, InlayHintLabelPart, MarkupContent } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { costText, ledgers, paragraphs, stepMarkdown } from '../markdown.ts';
import { coloured } from '../page-colours.ts';
import { COMMANDS, type PlaceArguments } from '../protocol.ts';
import { pageIn } from '../statements.ts';

/**
 * The hint with its tooltips, and what a click on each part leads to: counts to the line that took the last of them, a
 * page's mark to the statement before that was about it, and, in our own editor, the outcome to the timeline.
 */
export function resolveInlayHint(document: CowDocument, hint: InlayHint, isOurs: boolean): InlayHint {
  const place = document.statementAt(hint.position);
  if (place === undefined || typeof hint.label === 'string') return hint;
  const trace = document.trace(place.scenario);
  const index = trace.stepOf(place.index);
  const step = trace.step(index);
  if (step === undefined) return hint;
  const state = trace.stateAt(index);
  // Our own client shows HTML in Markdown.
  const shown = (text: string) => markdown(isOurs ? coloured(text) : text);
  const why = shown(stepMarkdown(trace, index));
  const holders = shown(ledgers({ uri: document.uri, state, kernel: trace.kernel }, step));
  const takenAt = pageIn(state, step.page)?.holders.findLast(({ line }) => line !== null)?.line;
  const leads: Readonly<Record<PartKind, Omit<InlayHintLabelPart, 'value'>>> = {
    counts: { tooltip: holders, ...lineLocation(document.uri, takenAt) },
    mark: { tooltip: holders, ...lineLocation(document.uri, lineBefore(trace, index)) },
    text: { tooltip: why, ...(isOurs && { command: timelineCommand(document.uri, hint) }) },
  };
  const label = hint.label.map((part) => ({ ...part, ...leads[kindOf(part.value)] }));
  return { ...hint, label, tooltip: markdown(paragraphs([why.value, holders.value, costText(step.cost)])) };
}

type PartKind = 'counts' | 'mark' | 'text';

function kindOf(value: string): PartKind {
  if (/^ ?\d+\/\d+/.test(value)) return 'counts';
  return /^ ?[^\w\s'=]\d+$/.test(value) ? 'mark' : 'text';
}

function timelineCommand(uri: string, { position: { line, character } }: InlayHint): Command {
  const args: PlaceArguments = [uri, line, Math.max(character - 1, 0)];
  return { title: 'Show in the timeline', command: COMMANDS.showTimeline, arguments: args };
}

/** Steps that are looked at for the one before. */
const MAX_LOOK_BACK = 10_000;

/** The line (from 1) of the last statement before a step that was about the same page; undefined where there is none. */
function lineBefore(trace: Trace, index: number): number | undefined {
  const page = trace.step(index)?.page;
  for (let i = index - 1; i >= 0 && i > index - MAX_LOOK_BACK; i--) {
    const step = trace.step(i);
    if (step?.page === page) return trace.scenario.statements[step?.statement ?? -1]?.line;
  }
  return undefined;
}

/** The place of a line (from 1) as what a part leads to; nothing where there is none. */
function lineLocation(uri: string, line: number | null | undefined): Pick<InlayHintLabelPart, 'location'> {
  if (line === null || line === undefined) return {};
  const start = { line: line - 1, character: 0 };
  return { location: { uri, range: { start, end: start } } };
}

function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value };
}
