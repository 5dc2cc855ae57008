/** What answers each request that comes with every document: one line a feature. */
import type * as lsp from 'vscode-languageserver';
import { annotationsOf } from './annotations.ts';
import type { CowDocument } from './document.ts';
import { codeLens } from './features/codeLens.ts';
import { documentLinks } from './features/documentLinks.ts';
import { documentSymbols } from './features/documentSymbols.ts';
import { foldingRanges } from './features/foldingRanges.ts';
import { inlayHints } from './features/inlayHints.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensToCompare } from './features/semanticTokens.ts';
import { tests } from './features/tests.ts';
import { about, type RequestHandler } from './handler.ts';
import { TESTS, type TestsParams } from './protocol.ts';
import type { Session } from './session.ts';

/** The last tokens that were sent of each document, to tell what changed. */
const sentTokens = new WeakMap<CowDocument, lsp.SemanticTokens>();

function allTokens(document: CowDocument): lsp.SemanticTokens {
  const tokens = semanticTokensToCompare(document);
  sentTokens.set(document, tokens);
  return tokens;
}

/** What changed since the last tokens, or all of them where the client has others. */
function changedTokens(document: CowDocument, previous: string): lsp.SemanticTokens | lsp.SemanticTokensDelta {
  const before = sentTokens.get(document);
  const tokens = allTokens(document);
  return before?.resultId === previous ? semanticTokensDelta(before, tokens) : tokens;
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
    return [...hints, ...(annotationsOf(document)?.hints(range, hints) ?? [])];
  }),
  'textDocument/semanticTokens/full': about(allTokens, { data: [] }),
  'textDocument/semanticTokens/full/delta': about<lsp.SemanticTokensDeltaParams>(
    (document, { previousResultId }) => changedTokens(document, previousResultId),
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
  [TESTS]: ({ workspace }: Session, params: TestsParams) => tests(params, workspace.settings.kernel),
};
