/**
 * The protocol's numbers and words, as far as we use them: the library that has all of them is larger than the machine that
 * we simulate. Its types hold each value to what it says.
 */
import type * as lsp from 'vscode-languageserver';

export { type CancellationToken, ErrorCodes, ResponseError } from 'vscode-jsonrpc';

/** Some of the values of one of the library's enumerations. */
type Some<T> = { readonly [K in keyof T]?: T[K] };

/** Errors that the protocol adds to those of JSON-RPC. */
export const LSPErrorCodes = {
  RequestCancelled: -32800,
  ServerCancelled: -32802,
  RequestFailed: -32803,
} as const satisfies Some<typeof lsp.LSPErrorCodes>;

/** How bad a diagnostic is. */
export const DiagnosticSeverity = { Error: 1, Warning: 2, Information: 3, Hint: 4 } as const satisfies Some<
  typeof lsp.DiagnosticSeverity
>;
/** One of them. */
export type DiagnosticSeverity = lsp.DiagnosticSeverity;

/** How bad a message is. */
export const MessageType = { Error: 1, Info: 3 } as const satisfies Some<typeof lsp.MessageType>;

/** How a client tells edits. */
export const TextDocumentSyncKind = { Incremental: 2 } as const satisfies Some<typeof lsp.TextDocumentSyncKind>;

/** What code actions are for. */
export const CodeActionKind = { QuickFix: 'quickfix' } as const satisfies Some<typeof lsp.CodeActionKind>;

/** What is done at a place. */
export const DocumentHighlightKind = { Text: 1, Read: 2, Write: 3 } as const satisfies Some<
  typeof lsp.DocumentHighlightKind
>;
/** One of them. */
export type DocumentHighlightKind = lsp.DocumentHighlightKind;

/** What can be folded. */
export const FoldingRangeKind = { Comment: 'comment' } as const satisfies Some<typeof lsp.FoldingRangeKind>;
/** One of them. */
export type FoldingRangeKind = lsp.FoldingRangeKind;

/** What a hint is about. */
export const InlayHintKind = { Type: 1 } as const satisfies Some<typeof lsp.InlayHintKind>;

/** Whether what is inserted has places to fill in. */
export const InsertTextFormat = { Snippet: 2 } as const satisfies Some<typeof lsp.InsertTextFormat>;

/** What an entry of the outline is. */
export const SymbolKind = {
  File: 1,
  Namespace: 3,
  Class: 5,
  Variable: 13,
  Constant: 14,
  EnumMember: 22,
} as const satisfies Some<typeof lsp.SymbolKind>;
/** One of them. */
export type SymbolKind = lsp.SymbolKind;

/** What a proposal is. */
export const CompletionItemKind = {
  Function: 3,
  Field: 5,
  Variable: 6,
  Class: 7,
  Property: 10,
  Value: 12,
  Keyword: 14,
  Snippet: 15,
  File: 17,
  EnumMember: 20,
  Constant: 21,
} as const satisfies Some<typeof lsp.CompletionItemKind>;
/** One of them. */
export type CompletionItemKind = lsp.CompletionItemKind;
