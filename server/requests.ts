/** What answers each request that comes with every document: one line a feature. */
import type * as lsp from 'vscode-languageserver';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';
import { codeLens } from './features/codeLens.ts';
import { documentLinks } from './features/documentLinks.ts';
import { documentSymbols } from './features/documentSymbols.ts';
import { foldingRanges } from './features/foldingRanges.ts';
import { inlayHints } from './features/inlayHints.ts';
import { observedHints } from './features/observed.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensToCompare } from './features/semanticTokens.ts';
import { about, type RequestHandler } from './handler.ts';

const builders = new WeakMap<CowDocument, SemanticTokensBuilder>();

/** Remembers the last tokens of a document, to tell what changed. */
function builderOf(document: CowDocument): SemanticTokensBuilder {
  const builder = builders.get(document) ?? new SemanticTokensBuilder();
  builders.set(document, builder);
  return builder;
}

/**
 * What an editor asks of its own accord when it opens a document, by method: until its first hints stand there, nothing else
 * is loaded. See `requests-later.ts` for the rest.
 */
export const FIRST_REQUESTS: Readonly<Record<string, RequestHandler>> = {
  'textDocument/diagnostic': about<lsp.DocumentDiagnosticParams>(
    (document, { previousResultId }, { reporting }, token) => reporting.pull(document, previousResultId, token),
    { kind: 'full', items: [] },
  ),
  'textDocument/inlayHint': about<lsp.InlayHintParams>((document, { range }, { workspace }) => {
    const hints = inlayHints(document, range, workspace.settings.inlayHints.show);
    return [...hints, ...observedHints(document, range, hints)];
  }),
  'textDocument/semanticTokens/full': about((document) => semanticTokensToCompare(document, builderOf(document)), {
    data: [],
  }),
  'textDocument/semanticTokens/full/delta': about<lsp.SemanticTokensDeltaParams>(
    (document, { previousResultId }) => semanticTokensDelta(document, builderOf(document), previousResultId),
    { data: [] },
  ),
  'textDocument/semanticTokens/range': about<lsp.SemanticTokensRangeParams>(
    (document, { range }) => semanticTokens(document, range),
    { data: [] },
  ),
  'textDocument/documentSymbol': about(documentSymbols),
  'textDocument/foldingRange': about(foldingRanges),
  'textDocument/codeLens': about((document, _, { reporting, workspace }) =>
    codeLens(document, reporting.traits.isOurs, workspace.settings.codeLens.show),
  ),
  'textDocument/documentLink': about(documentLinks),
};
