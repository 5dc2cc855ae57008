import type { CompletionItem, Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

export function completion(_document: CowDocument, _position: Position): CompletionItem[] {
  return [];
}

export function resolveCompletion(item: CompletionItem): CompletionItem {
  return item;
}
