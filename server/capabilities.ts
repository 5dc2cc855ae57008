import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { LEGEND } from './features/semanticTokensLegend.ts';
import { CodeActionKind, TextDocumentSyncKind } from './lsp.ts';
import { COMMANDS, OWN_CLIENT } from './protocol.ts';

/**
 * What we can do. Diagnostics are offered for pulling where the client announces that it pulls, else they are pushed. Our
 * own client has the commands of lenses itself; for others we run what can be run without a choice.
 */
export function capabilities({ pulls, isOurs }: ClientTraits): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(!isOurs && { executeCommandProvider: { commands: [COMMANDS.run] } }),
    ...(pulls && {
      diagnosticProvider: { identifier: 'cowscope', interFileDependencies: false, workspaceDiagnostics: false },
    }),
    hoverProvider: true,
    inlayHintProvider: { resolveProvider: true },
    semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
    completionProvider: { triggerCharacters: [' ', '+', '=', ','], resolveProvider: true },
    signatureHelpProvider: { triggerCharacters: [' '] },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    documentHighlightProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    codeLensProvider: { resolveProvider: false },
    documentLinkProvider: { resolveProvider: false },
  };
}

/** What a client told of itself that we go by. */
export interface ClientTraits {
  /** It asks for diagnostics. */
  readonly pulls: boolean;
  /** It can be told to ask for them again. */
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  /** It is our own: it knows our notifications. Other clients would complain of them. */
  readonly isOurs: boolean;
}

/** The traits in an `initialize` request. */
export function traitsOf({ capabilities: client, initializationOptions }: InitializeParams): ClientTraits {
  return {
    pulls: client?.textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: client?.workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: client?.workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: client?.workspace?.codeLens?.refreshSupport === true,
    isOurs: initializationOptions?.[OWN_CLIENT] === true,
  };
}
