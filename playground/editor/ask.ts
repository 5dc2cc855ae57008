/** Keeps what is shown of a text up to date: sends edits, and asks for diagnostics, hints and colours of what now stands. */
import { type Action, type Diagnostic as Shown, setDiagnostics } from '@codemirror/lint';
import type { LSPClient } from '@codemirror/lsp-client';
import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Diagnostic, InlayHint, SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver-protocol';
import { fixesOf } from './fixes.ts';
import { offsetOf } from './places.ts';
import { type Coloured, type Hint, setColours, setHints } from './told.ts';

/** Milliseconds of quiet before fixes are asked for: they cost more runs than all else, and nobody takes one while typing. */
const QUIET = 300;

/** Lines beyond those that are drawn for which hints and colours are asked too, so that a little scrolling asks nothing. */
const MARGIN = 200;

/** Lines of a text, from 0, both ends included. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

/** The answer to a pull of diagnostics; without `items` they are those of the answer before. */
interface Report {
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
}

/** What the server is asked about one document, and the editor that shows it. */
export class Asking {
  private readonly client: LSPClient;
  private readonly view: EditorView;
  private readonly uri: string;
  private readonly after: () => void;
  /** Questions are under way; what changes meanwhile is asked about after them. */
  private isAsking = false;
  private again = false;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  /** Whose hints and colours are shown. */
  private seen: Lines = { from: 0, to: -1 };
  private report: Report = {};

  /** `after` is called whenever all that is shown is of the text as it stands. */
  constructor(client: LSPClient, view: EditorView, uri: string, after: () => void) {
    this.client = client;
    this.view = view;
    this.uri = uri;
    this.after = after;
  }

  /** To be called when the text or the kernel is another. */
  async changed(): Promise<void> {
    this.again = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.again) {
      this.again = false;
      await this.client.initializing;
      // What is typed in one go is one edit.
      await new Promise((resolve) => setTimeout(resolve));
      this.client.sync();
      await this.ask().catch((error: unknown) => {
        // A newer edit took the server's attention; anything else would be asked for ever.
        if (!this.again) console.error(error);
      });
    }
    this.isAsking = false;
    this.after();
  }

  /** To be called when other lines are drawn. */
  scrolled(): void {
    const { from, to } = drawnLines(this.view, 0);
    if (from < this.seen.from || to > this.seen.to) void this.changed();
  }

  private async ask(): Promise<void> {
    const { client, view, uri } = this;
    const { doc } = view.state;
    const textDocument = { uri };
    const lines = drawnLines(view, MARGIN);
    const end = { line: lines.to, character: doc.line(lines.to + 1).length };
    const range = { start: { line: lines.from, character: 0 }, end };
    const previousResultId = this.report.resultId;
    const [report, hints, tokens] = await Promise.all([
      client.request<object, Report>('textDocument/diagnostic', { textDocument, previousResultId }),
      client.request<object, InlayHint[] | null>('textDocument/inlayHint', { textDocument, range }),
      client.request<object, SemanticTokens | null>('textDocument/semanticTokens/range', { textDocument, range }),
    ]);
    // Never of a text that is no more: what changed it has asked for another round.
    if (view.state.doc !== doc) return;
    const legend = client.serverCapabilities?.semanticTokensProvider?.legend;
    this.seen = lines;
    const effects = [
      setHints.of((hints ?? []).map((one) => toHint(doc, one))),
      setColours.of(toColours(doc, tokens, legend)),
    ];
    view.dispatch({ effects });
    if (report.items !== undefined) this.showProblems(doc, report);
  }

  private showProblems(doc: Text, report: Report): void {
    const { items = [] } = report;
    this.report = report;
    this.view.dispatch(shownOf(this.view, items));
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => void this.addFixes(doc, items), QUIET);
  }

  private async addFixes(doc: Text, problems: readonly Diagnostic[]): Promise<void> {
    const fixes = await fixesOf(this.client, this.uri, doc, problems).catch(() => []);
    const isStill = this.view.state.doc === doc && !this.isAsking;
    if (isStill && fixes.some((some) => some.length > 0)) this.view.dispatch(shownOf(this.view, problems, fixes));
  }
}

/** The lines that the editor draws, and so many on both sides. */
function drawnLines({ state: { doc }, viewport }: EditorView, margin: number): Lines {
  const lineAt = (offset: number) => doc.lineAt(Math.min(offset, doc.length)).number - 1;
  return {
    from: Math.max(lineAt(viewport.from) - margin, 0),
    to: Math.min(lineAt(viewport.to) + margin, doc.lines - 1),
  };
}

function shownOf({ state }: EditorView, problems: readonly Diagnostic[], fixes: readonly Action[][] = []) {
  return setDiagnostics(
    state,
    problems.map((problem, i) => ({ ...toShown(state.doc, problem), actions: fixes[i] ?? [] })),
  );
}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

function toShown(text: Text, { range, severity = 1, message, code, relatedInformation = [] }: Diagnostic): Shown {
  const from = offsetOf(text, range.start);
  const related = relatedInformation.map(
    ({ location, message: what }) => `line ${location.range.start.line + 1}: ${what}`,
  );
  return {
    from,
    to: Math.max(offsetOf(text, range.end), from),
    severity: SEVERITIES[severity - 1] ?? 'error',
    message: [message, ...related].join('\n'),
    ...(code !== undefined && { source: `${code}` }),
  };
}

function toHint(text: Text, { position, label }: InlayHint): Hint {
  const parts = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
  return { at: offsetOf(text, position), text: parts };
}

/** The tokens, which the protocol writes as numbers: lines and columns from the one before, length, type, modifiers. */
function toColours(text: Text, tokens: SemanticTokens | null, legend: SemanticTokensLegend | undefined): Coloured[] {
  const data = tokens?.data ?? [];
  const colours: Coloured[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i + 4 < data.length; i += 5) {
    const [lines = 0, columns = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
    character = lines === 0 ? character + columns : columns;
    line += lines;
    const from = offsetOf(text, { line, character });
    const to = offsetOf(text, { line, character: character + length });
    const set = legend?.tokenModifiers.filter((_, bit) => modifiers & (1 << bit)) ?? [];
    const classes = [`token-${legend?.tokenTypes[type]}`, ...set.map((name) => `token-${name}`)].join(' ');
    if (to > from) colours.push({ from, to, classes });
  }
  return colours;
}
