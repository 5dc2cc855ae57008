import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { toRange } from '../positions.ts';
import { type ActionRequest, overlaps, quickFix } from './edit.ts';

/** The right spelling of what errors in the range know one for. */
export function spellingFixes(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const { program } = document;
  const fixes = new Map<string, CodeAction>();
  for (const error of program.errors) {
    const where = toRange(error);
    if (error.fix === undefined || !overlaps(where, range)) continue;
    const title = error.fix === '' ? 'Remove it' : `Change to ${error.fix}`;
    const repaired = request.diagnostics.filter((diagnostic) => isOf(diagnostic, error.code, where.start));
    const action = quickFix(request, title, [{ range: where, newText: error.fix }], repaired);
    fixes.set(`${error.line}:${error.column} ${title}`, { ...action, isPreferred: true });
  }
  return [...fixes.values()];
}

function isOf({ code, range }: Diagnostic, wanted: string, start: Diagnostic['range']['start']): boolean {
  return code === wanted && range.start.line === start.line && range.start.character === start.character;
}
