import { stateTable } from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

/** The state after the last statement that starts at or before a position, as a text table; empty without scenarios. */
export function stateAt(document: CowDocument, position: Position): string {
  const scenario = document.scenarioAt(position.line);
  if (document.program.scenarios[scenario] === undefined) return '';
  const trace = document.trace(scenario);
  return stateTable(trace, trace.stepAt(position.line + 1, position.character + 1));
}
