/** Wires a connection to the features. Each handler is guarded: a fault is one failed request. */
import { parseProgram, resolveKernels } from '@cowscope/core';
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
  SemanticTokensBuilder,
} from 'vscode-languageserver';
import { capabilities, traitsOf } from './capabilities.ts';
import type { CowDocument } from './document.ts';
import { codeActions } from './features/codeActions.ts';
import { codeLens } from './features/codeLens.ts';
import { completion, resolveCompletion } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { documentHighlight } from './features/documentHighlight.ts';
import { documentLinks } from './features/documentLinks.ts';
import { documentSymbols } from './features/documentSymbols.ts';
import { foldingRanges } from './features/foldingRanges.ts';
import { formatting, onTypeFormatting, rangeFormatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints, resolveInlayHint } from './features/inlayHints.ts';
import { kernels } from './features/kernels.ts';
import { references } from './features/references.ts';
import { prepareRename, rename } from './features/rename.ts';
import { run } from './features/run.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensToCompare } from './features/semanticTokens.ts';
import { signatureHelp } from './features/signatureHelp.ts';
import { stateAt } from './features/stateAt.ts';
import { guarded, guardedNotification, type Handler } from './guard.ts';
import * as protocol from './protocol.ts';
import { Reporting } from './reporting.ts';
import { Workspace } from './workspace.ts';

/** What the wiring of a connection needs. */
interface Server {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly reporting: Reporting;
}

/** Serves a connection until it is closed. */
export function serve(connection: Connection): void {
  const workspace = new Workspace();
  const server: Server = { connection, workspace, reporting: new Reporting(connection, workspace) };
  lifecycle(server);
  textSync(server);
  diagnosticsAndHints(server);
  tokens(server);
  reading(server);
  names(server);
  writing(server);
  customRequests(server);
  connection.listen();
}

function lifecycle({ connection, workspace, reporting }: Server): void {
  connection.onInitialize((params) => {
    reporting.traits = traitsOf(params);
    workspace.configure(params.initializationOptions);
    return { capabilities: capabilities(reporting.traits.pulls), serverInfo: { name: 'cowscope' } };
  });
  // The parser is built at its first use; so that no user waits for it, that is now, once the client has its answer.
  connection.onInitialized(() => void setTimeout(() => parseProgram('fork p1'), 0));
  connection.onDidChangeConfiguration(
    guardedNotification(connection, 'didChangeConfiguration', ({ settings }) => {
      workspace.configure(settings?.cowscope);
      reporting.refresh();
    }),
  );
}

function textSync({ connection, workspace, reporting }: Server): void {
  connection.onDidOpenTextDocument(
    guardedNotification(connection, 'didOpen', ({ textDocument: { uri, version, text } }) => {
      reporting.changed(workspace.open(uri, version, text));
    }),
  );
  connection.onDidChangeTextDocument(
    guardedNotification(connection, 'didChange', ({ textDocument: { uri, version }, contentChanges }) => {
      const document = workspace.get(uri);
      document?.update(contentChanges, version);
      if (document) reporting.changed(document);
    }),
  );
  connection.onDidCloseTextDocument(
    guardedNotification(connection, 'didClose', ({ textDocument: { uri } }) => {
      workspace.close(uri);
      reporting.closed(uri);
    }),
  );
}

/** A handler for requests about a document: the empty answer where it is not open. */
function about<P extends { textDocument: { uri: string } }, R, N>(
  { connection, workspace }: Server,
  name: string,
  empty: N,
  handler: (document: CowDocument, ...args: Parameters<Handler<P, R>>) => R | Promise<R>,
) {
  return guarded<P, R | N>(connection, name, (params, token) => {
    const uri = params?.textDocument?.uri;
    if (typeof uri !== 'string')
      throw new ResponseError(ErrorCodes.InvalidParams, `${name} needs a textDocument with a uri`);
    const document = workspace.get(uri);
    return document ? handler(document, params, token) : empty;
  });
}

function diagnosticsAndHints(server: Server): void {
  const { connection, workspace, reporting } = server;
  connection.languages.diagnostics.on(
    about(server, 'diagnostic', { kind: 'full' as const, items: [] }, (document, { previousResultId }, token) =>
      reporting.pull(document, previousResultId, token),
    ),
  );
  connection.languages.inlayHint.on(
    about(server, 'inlayHint', null, (document, { range }) =>
      inlayHints(document, range, workspace.settings.inlayHints.show),
    ),
  );
  connection.languages.inlayHint.resolve(
    guarded(connection, 'inlayHint/resolve', (hint) => {
      const document = workspace.get(hint.data?.uri);
      return document ? resolveInlayHint(document, hint) : hint;
    }),
  );
}

function tokens(server: Server): void {
  const { semanticTokens: requests } = server.connection.languages;
  const builders = new WeakMap<CowDocument, SemanticTokensBuilder>();
  const builderOf = (document: CowDocument) => {
    const builder = builders.get(document) ?? new SemanticTokensBuilder();
    builders.set(document, builder);
    return builder;
  };
  const empty = { data: [] };
  requests.on(
    about(server, 'semanticTokens', empty, (document) => semanticTokensToCompare(document, builderOf(document))),
  );
  requests.onDelta(
    about(server, 'semanticTokens/delta', empty, (document, { previousResultId }) =>
      semanticTokensDelta(document, builderOf(document), previousResultId),
    ),
  );
  requests.onRange(
    about(server, 'semanticTokens/range', empty, (document, { range }) => semanticTokens(document, range)),
  );
}

function reading(server: Server): void {
  const { connection } = server;
  connection.onHover(about(server, 'hover', null, (document, { position }) => hover(document, position)));
  connection.onDocumentSymbol(about(server, 'documentSymbol', null, documentSymbols));
  connection.onFoldingRanges(about(server, 'foldingRange', null, foldingRanges));
  connection.onDocumentHighlight(
    about(server, 'documentHighlight', null, (document, { position }) => documentHighlight(document, position)),
  );
  connection.onCodeLens(about(server, 'codeLens', null, codeLens));
  connection.onDocumentLinks(about(server, 'documentLink', null, documentLinks));
}

function names(server: Server): void {
  const { connection } = server;
  connection.onDefinition(
    about(server, 'definition', null, (document, { position }) => definition(document, position)),
  );
  connection.onReferences(
    about(server, 'references', null, (document, { position, context }) =>
      references(document, position, context?.includeDeclaration ?? true),
    ),
  );
  connection.onPrepareRename(
    about(server, 'prepareRename', null, (document, { position }) => prepareRename(document, position)),
  );
  connection.onRenameRequest(
    about(server, 'rename', null, (document, { position, newName }) => rename(document, position, newName)),
  );
}

function writing(server: Server): void {
  const { connection } = server;
  connection.onCompletion(
    about(server, 'completion', null, (document, { position }) => completion(document, position)),
  );
  connection.onCompletionResolve(guarded(connection, 'completionItem/resolve', resolveCompletion));
  connection.onSignatureHelp(
    about(server, 'signatureHelp', null, (document, { position }) => signatureHelp(document, position)),
  );
  connection.onDocumentFormatting(about(server, 'formatting', null, formatting));
  connection.onDocumentRangeFormatting(
    about(server, 'rangeFormatting', null, (document, { range }) => rangeFormatting(document, range)),
  );
  connection.onDocumentOnTypeFormatting(
    about(server, 'onTypeFormatting', null, (document, { position }) => onTypeFormatting(document, position)),
  );
  connection.onCodeAction(
    about(server, 'codeAction', null, (document, { range, context }) =>
      codeActions({ document, range, diagnostics: context?.diagnostics ?? [] }),
    ),
  );
}

function customRequests({ connection, workspace, reporting }: Server): void {
  const request = <P, R>(name: string, handler: Handler<P, R>) => {
    const answer = guarded(connection, name, handler);
    // A request without parameters comes with its token alone.
    connection.onRequest(name, (params: P, token?: CancellationToken) =>
      token === undefined ? answer(null as P, params as CancellationToken) : answer(params, token),
    );
  };
  request<protocol.StateAtParams, protocol.TextResult>(protocol.STATE_AT, ({ uri, ...position }) => {
    const document = workspace.get(uri);
    return { text: document ? stateAt(document, position) : '' };
  });
  request<protocol.RunParams, protocol.TextResult>(protocol.RUN, ({ uri, scenario }) => {
    const document = workspace.get(uri);
    return { text: document ? run(document, scenario) : '' };
  });
  request<protocol.KernelsParams | null, protocol.KernelItem[]>(protocol.KERNELS, (params) =>
    kernels(workspace.get(params?.uri ?? '')),
  );
  request<protocol.SetKernelParams, protocol.SetKernelResult>(protocol.SET_KERNEL, ({ uri, kernel }) => {
    const error = kernel === null ? undefined : kernelError(kernel, workspace.get(uri ?? ''));
    if (error !== undefined) return { error };
    workspace.choose(uri, kernel);
    reporting.refresh();
    return { error: null };
  });
}

/** What is wrong with the name of a kernel; undefined where it names one. */
function kernelError(name: string, document: CowDocument | undefined): string | undefined {
  const isWhatIf = document?.program.scenarios.some(({ whatIfs }) => whatIfs.some((whatIf) => whatIf.name === name));
  return isWhatIf ? undefined : resolveKernels([name]).errors[0]?.message;
}
