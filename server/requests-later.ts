/**
 * What answers the requests that come when somebody does something: one line a feature. It is loaded at the first of
 * them, or once the editor is quiet.
 */
import { resolveKernels, scenarioFromMail } from '@cowscope/core';
import type * as lsp from 'vscode-languageserver';
import type { CancellationToken, CompletionItem, InlayHint } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';
import { codeActions } from './features/codeActions.ts';
import { completion, resolveCompletion } from './features/completion.ts';
import { coveragePages } from './features/coverage.ts';
import { DebugRuns } from './features/debug/runs.ts';
import { DEBUG_REQUESTS } from './features/debug.ts';
import { definition } from './features/definition.ts';
import { documentHighlight } from './features/documentHighlight.ts';
import { explore } from './features/explore.ts';
import { exportC } from './features/exportC.ts';
import { formatting, onTypeFormatting, rangeFormatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { resolveInlayHint } from './features/inlayHintResolve.ts';
import { interleavings } from './features/interleavings.ts';
import { kernels } from './features/kernels.ts';
import { annotate } from './features/observed.ts';
import { imported, question, runUnder } from './features/questions.ts';
import { references } from './features/references.ts';
import { prepareRename, rename } from './features/rename.ts';
import { run } from './features/run.ts';
import { runTests } from './features/runTests.ts';
import { Searches } from './features/search.ts';
import { signatureHelp } from './features/signatureHelp.ts';
import { stateAt } from './features/stateAt.ts';
import { timeline, timelineAt, timelineText } from './features/timeline.ts';
import { about, ofDocument, type RequestHandler } from './handler.ts';
import { coloured } from './page-colours.ts';
import * as protocol from './protocol.ts';
import type { Session } from './session.ts';

export { rehearse } from './rehearsal.ts';

/** Our own client shows HTML in Markdown. */
function inColour(found: lsp.Hover | null): lsp.Hover | null {
  const contents = found?.contents;
  const isMarkdown = typeof contents === 'object' && 'kind' in contents && contents.kind === 'markdown';
  return found && isMarkdown ? { ...found, contents: { ...contents, value: coloured(contents.value) } } : found;
}

const READING = {
  'textDocument/hover': about<lsp.HoverParams>((document, { position }, { reporting }) => {
    const found = hover(document, position);
    return reporting.traits.isOurs ? inColour(found) : found;
  }),
  'inlayHint/resolve': ({ workspace, reporting }: Session, hint: InlayHint) => {
    const document = workspace.get(hint.data?.uri);
    return document ? resolveInlayHint(document, hint, reporting.traits.isOurs) : hint;
  },
  'textDocument/documentHighlight': about<lsp.DocumentHighlightParams>((document, { position }) =>
    documentHighlight(document, position),
  ),
};

const NAMES = {
  'textDocument/definition': about<lsp.DefinitionParams>((document, { position }) => definition(document, position)),
  'textDocument/references': about<lsp.ReferenceParams>((document, { position, context }) =>
    references(document, position, context?.includeDeclaration ?? true),
  ),
  'textDocument/prepareRename': about<lsp.PrepareRenameParams>((document, { position }) =>
    prepareRename(document, position),
  ),
  'textDocument/rename': about<lsp.RenameParams>((document, { position, newName }) =>
    rename(document, position, newName),
  ),
};

const WRITING = {
  'textDocument/completion': about<lsp.CompletionParams>((document, { position }) => completion(document, position)),
  'completionItem/resolve': (_: Session, item: CompletionItem) => resolveCompletion(item),
  'textDocument/signatureHelp': about<lsp.SignatureHelpParams>((document, { position }) =>
    signatureHelp(document, position),
  ),
  'textDocument/formatting': about(formatting),
  'textDocument/rangeFormatting': about<lsp.DocumentRangeFormattingParams>((document, { range }) =>
    rangeFormatting(document, range),
  ),
  'textDocument/onTypeFormatting': about<lsp.DocumentOnTypeFormattingParams>((document, { position }) =>
    onTypeFormatting(document, position),
  ),
  'textDocument/codeAction': about<lsp.CodeActionParams>((document, { range, context }) =>
    codeActions({ document, range, diagnostics: context?.diagnostics ?? [] }),
  ),
};

const NOT_OPEN = 'The file is not open.';

const NO_TEXT: protocol.TextResult = { text: '' };

const OURS = {
  'workspace/executeCommand': ({ workspace, reporting }: Session, params: lsp.ExecuteCommandParams): string => {
    const [uri, scenario] = (params.arguments ?? []) as protocol.CommandArguments;
    const document = params.command === protocol.COMMANDS.run ? workspace.get(uri) : undefined;
    const text = document ? run(document, scenario) : '';
    if (text !== '') reporting.say(text);
    return text;
  },
  [protocol.STATE_AT]: ofDocument<protocol.StateAtParams, protocol.TextResult>(
    (document, { line, character }) => ({ text: stateAt(document, { line, character }) }),
    NO_TEXT,
  ),
  [protocol.MAIL_SCENARIO]: (_: Session, { text }: protocol.MailScenarioParams): protocol.TextResult => ({
    text: scenarioFromMail(text)?.text ?? '',
  }),
  [protocol.TIMELINE_AT]: ofDocument<protocol.TimelineAtParams, protocol.TimelinePlace | null>(
    (document, { line, character }) => timelineAt(document, { line, character }),
    null,
  ),
  [protocol.TIMELINE]: ofDocument<protocol.TimelineParams, protocol.Timeline | null>(timeline, null),
  [protocol.TIMELINE_TEXT]: ofDocument<protocol.TimelineTextParams, protocol.TextResult>(
    (document, params) => ({ text: timelineText(document, params) }),
    NO_TEXT,
  ),
  [protocol.RUN]: ofDocument<protocol.RunParams, protocol.TextResult>(
    (document, { scenario }) => ({ text: run(document, scenario) }),
    NO_TEXT,
  ),
  [protocol.EXPLORE]: ofDocument<protocol.ExploreParams, Promise<protocol.TextResult>>(
    (document, params, _, token) => explore(document, params, () => token.isCancellationRequested),
    NO_TEXT,
  ),
  [protocol.INTERLEAVINGS]: ofDocument<protocol.InterleavingsParams, protocol.InterleavingsResult>(interleavings, {
    scenario: 0,
    interleavings: [],
  }),
  [protocol.SET_INTERLEAVING]: (
    { workspace, reporting }: Session,
    { uri, scenario, name }: protocol.SetInterleavingParams,
  ): null => {
    workspace.get(uri)?.chooseInterleaving(scenario, name);
    reporting.refresh();
    return null;
  },
  [protocol.EXPORT_C]: ofDocument<protocol.ExportParams, Promise<protocol.ExportResult>>(
    (document, { scenario }) => exportC(document, scenario),
    { code: null, error: NOT_OPEN },
  ),
  [protocol.ANNOTATE]: ofDocument<protocol.AnnotateParams, protocol.AnnotateResult>(
    (document, { scenario, text }, { reporting }) => {
      const result = annotate(document, scenario, text);
      document.kernelChanged();
      reporting.refresh();
      return result;
    },
    { error: NOT_OPEN, message: '' },
  ),
  [protocol.KERNELS]: ({ workspace }: Session, params?: protocol.KernelsParams): protocol.KernelItem[] =>
    kernels(workspace.get(params?.uri ?? '')),
  [protocol.SET_KERNEL]: (session: Session, { uri, kernel }: protocol.SetKernelParams): protocol.SetKernelResult => {
    const error = kernel === null ? undefined : kernelError(kernel, session.workspace.get(uri ?? ''));
    if (error !== undefined) return { error };
    session.workspace.choose(uri, kernel);
    session.reporting.refresh();
    return { error: null };
  },
};

/** Questions that take many runs. */
const QUESTIONS = {
  [protocol.QUESTION]: ofDocument<protocol.QuestionParams, Promise<protocol.QuestionResult>>(
    (document, params, _, token) => question(document, params, () => token.isCancellationRequested),
    { text: '', error: NOT_OPEN },
  ),
  [protocol.RUN_UNDER]: ofDocument<protocol.RunUnderParams, protocol.TextResult>(
    (document, params) => ({ text: runUnder(document, params) }),
    NO_TEXT,
  ),
  [protocol.IMPORT]: (_: Session, params: protocol.ImportParams): protocol.ImportResult => imported(params),
};

/** What a test explorer asks. */
const TESTING = {
  [protocol.RUN_TESTS]: (_: Session, params: protocol.RunTestsParams, token: CancellationToken) =>
    runTests(params, () => token.isCancellationRequested),
  [protocol.COVERAGE_PAGES]: (): protocol.CoveragePage[] => coveragePages(),
};

const debugRuns = new WeakMap<Session, DebugRuns>();

/** What debug adapters ask, of the runs that this session keeps for them. */
const DEBUGGING: Readonly<Record<string, RequestHandler>> = Object.fromEntries(
  Object.entries(DEBUG_REQUESTS).map(([method, answer]) => [
    method,
    (session: Session, params: never, token: CancellationToken) => {
      const runs = debugRuns.get(session) ?? new DebugRuns();
      debugRuns.set(session, runs);
      const host = { cache: undefined, fallback: session.workspace.settings.kernel };
      return answer(runs, params, host, () => token.isCancellationRequested);
    },
  ]),
);

const searches = new WeakMap<Session, Searches>();

function searchesOf(session: Session): Searches {
  const mine = searches.get(session) ?? new Searches();
  searches.set(session, mine);
  return mine;
}

const SEARCHING = {
  [protocol.SEARCH_BEGIN]: (session: Session, params: protocol.SearchBeginParams) => searchesOf(session).begin(params),
  [protocol.SEARCH_GO]: (session: Session, params: protocol.SearchParams, token: CancellationToken) =>
    searchesOf(session).go(params, () => token.isCancellationRequested),
  [protocol.SEARCH_END]: (session: Session, params: protocol.SearchParams) => searchesOf(session).end(params),
};

/** The requests by their method. */
export const LATER_REQUESTS: Readonly<Record<string, RequestHandler>> = {
  ...READING,
  ...NAMES,
  ...WRITING,
  ...OURS,
  ...QUESTIONS,
  ...TESTING,
  ...DEBUGGING,
  ...SEARCHING,
};

/** What is wrong with the name of a kernel; undefined where it names one. */
function kernelError(name: string, document: CowDocument | undefined): string | undefined {
  const isWhatIf = document?.program.scenarios.some(({ whatIfs }) => whatIfs.some((whatIf) => whatIf.name === name));
  return isWhatIf ? undefined : resolveKernels([name]).errors[0]?.message;
}
