import { complete, completionStart, type CompletionItem as Proposal, wordDocumentation } from '@cowscope/core';
import type { CompletionItem, Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { CompletionItemKind, InsertTextFormat } from '../lsp.ts';

const KINDS: Readonly<Record<Proposal['kind'], CompletionItemKind>> = {
  operation: CompletionItemKind.Function,
  directive: CompletionItemKind.Keyword,
  process: CompletionItemKind.Class,
  reference: CompletionItemKind.Variable,
  address: CompletionItemKind.Constant,
  file: CompletionItemKind.File,
  kernel: CompletionItemKind.EnumMember,
  switch: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  flag: CompletionItemKind.Keyword,
  outcome: CompletionItemKind.EnumMember,
  attribute: CompletionItemKind.Field,
  option: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
};

/** What may stand at a position, the likeliest first. Empty in comments and titles. Documentation comes when it is asked for. */
export function completion(document: CowDocument, { line, character }: Position): CompletionItem[] {
  const column = character + 1;
  const start = { line, character: completionStart(document.lines, line + 1, column) - 1 };
  return complete(document.program, document.lines, line + 1, column).map((proposal, index) => ({
    label: proposal.label,
    kind: KINDS[proposal.kind],
    detail: proposal.detail,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range: { start, end: { line, character } }, newText: proposal.insertText },
    ...(proposal.snippet && {
      insertTextFormat: InsertTextFormat.Snippet,
      documentation: markdown(proposal.documentation),
    }),
  }));
}

/** The item with its documentation. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const text = item.documentation === undefined ? wordDocumentation(item.label) : null;
  return text === null ? item : { ...item, documentation: markdown(text) };
}

function markdown(value: string) {
  return { kind: 'markdown' as const, value };
}
