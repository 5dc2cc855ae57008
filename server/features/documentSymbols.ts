import type { NameUse } from '@cowscope/core';
import type { DocumentSymbol } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { groupBy } from '../group.ts';
import { SymbolKind } from '../lsp.ts';
import { namesInOrder } from '../names.ts';
import { toRange } from '../positions.ts';

const KINDS: Readonly<Record<NameUse['space'], SymbolKind>> = {
  process: SymbolKind.Class,
  reference: SymbolKind.Variable,
  address: SymbolKind.Constant,
  file: SymbolKind.File,
  kernel: SymbolKind.EnumMember,
};

/** The scenarios with their verdicts, and in each the processes, references, addresses and files that are named there. */
export function documentSymbols(document: CowDocument): DocumentSymbol[] {
  const definitions = namesInOrder(document.program).filter(({ role }) => role === 'definition');
  const byScenario = groupBy(definitions, ({ line }) => document.scenarioAt(line - 1));
  return document.program.scenarios.map((scenario, index) => {
    const first = index === 0 ? 0 : scenario.line - 1;
    const last = Math.max(scenario.endLine - 1, first);
    const range = { start: { line: first, character: 0 }, end: { line: last, character: lineLength(document, last) } };
    const line = Math.max(scenario.line - 1, first);
    return {
      name: document.title(scenario) || 'scenario',
      detail: `${document.trace(index).verdict} on ${document.shownKernel(index).name}`,
      kind: SymbolKind.Namespace,
      range,
      selectionRange: { start: { line, character: 0 }, end: { line, character: lineLength(document, line) } },
      children: (byScenario.get(index) ?? []).map(symbol),
    };
  });
}

function symbol(use: NameUse): DocumentSymbol {
  const range = toRange(use);
  return { name: use.name, detail: use.space, kind: KINDS[use.space], range, selectionRange: range };
}

function lineLength(document: CowDocument, line: number): number {
  return document.lines[line]?.length ?? 0;
}
