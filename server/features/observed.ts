/**
 * A real kernel beside the simulation: a user shows what an exported program printed, and the scenario carries it until
 * its statements change, it is cleared or the document is closed.
 */
import type { Scenario, Statement, Trace } from '@cowscope/core';
import type { Diagnostic, InlayHint, Range } from 'vscode-languageserver';
import {
  type Comparison,
  compareTests,
  compareTrace,
  type Difference,
  type Observed,
  parseObserved,
} from '../../lab/index.ts';
import { putBeside } from '../annotations.ts';
import type { CowDocument } from '../document.ts';
import { DOCS } from '../links.ts';
import { DiagnosticSeverity } from '../lsp.ts';
import { toRange } from '../positions.ts';
import type { AnnotateResult } from '../protocol.ts';
import { LINE_LENGTH, labelLength } from './inlayHints.ts';

/** What was shown of one scenario: lines are replaced by ordinals of its statements, so that a comment above moves nothing. */
interface Shown {
  readonly observed: Observed;
  /** The texts of the statements that it was shown for. */
  readonly statements: readonly string[];
  /** Of each step or, where there are none, of each test: which of the statements. */
  readonly ordinals: readonly number[];
}

const shownOf = new WeakMap<CowDocument, Map<number, Shown>>();

/** Observed steps need the operations alone; KTAP stands at expectations too. */
function relevant(scenario: Scenario, { steps }: Observed): readonly Statement[] {
  return steps.length > 0 ? scenario.statements.filter(({ operation }) => operation) : scenario.statements;
}

/** Pairs what was observed with statements; a sentence where the text is another than the one that was exported. */
function pairUp(scenario: Scenario, observed: Observed): Shown | string {
  const statements = relevant(scenario, observed);
  const places =
    observed.steps.length > 0 ? observed.steps : observed.tests.map(({ line }) => ({ line, column: null }));
  const ordinals = places.map(({ line, column }) =>
    statements.findIndex((one) => one.line === line && (column === null || one.column === column)),
  );
  const wrong = places[ordinals.indexOf(-1)];
  if (wrong)
    return `Line ${wrong.line} of the trace is no statement of this scenario: was the file changed since the export?`;
  return { observed, statements: statements.map(({ text }) => text), ordinals };
}

/** Shows an observed trace or KTAP beside a scenario, or with null takes back what is shown in the document. */
export function annotate(document: CowDocument, index: number, text: string | null): AnnotateResult {
  if (text === null) {
    shownOf.delete(document);
    putBeside(document, null);
    return { error: null, message: '' };
  }
  const observed = parseObserved(text);
  if ('message' in observed) return { error: `This is no observed trace: ${observed.message}.`, message: '' };
  if (observed.steps.length === 0 && observed.tests.length === 0)
    return { error: 'This holds neither an observed step nor a KTAP result of an exported program.', message: '' };
  const scenario = document.program.scenarios[index];
  const shown = scenario ? pairUp(scenario, observed) : 'There is no such scenario.';
  if (typeof shown === 'string') return { error: shown, message: '' };
  const all = shownOf.get(document) ?? new Map<number, Shown>();
  shownOf.set(document, all.set(index, shown));
  putBeside(document, {
    diagnostics: () => observedDiagnostics(document),
    hints: (range, others) => observedHints(document, range, others),
  });
  return { error: null, message: summary(document, index) };
}

/** What is shown of a scenario, beside its run; `stale` where its statements are others by now. */
interface Beside {
  readonly trace: Trace;
  readonly observed: Observed;
  readonly comparison: Comparison;
  readonly stale: boolean;
}

const besideOf = new WeakMap<Trace, { shown: Shown; beside: Beside }>();

/** Null where nothing is shown of the scenario. Compared once for each run. */
function beside(document: CowDocument, index: number): Beside | null {
  const shown = shownOf.get(document)?.get(index);
  if (!shown || !document.program.scenarios[index]) return null;
  const trace = document.trace(index);
  const known = besideOf.get(trace);
  if (known?.shown === shown) return known.beside;
  const made = compared(shown, trace);
  besideOf.set(trace, { shown, beside: made });
  return made;
}

function compared({ observed, statements, ordinals }: Shown, trace: Trace): Beside {
  const now = relevant(trace.scenario, observed);
  const stale = now.length !== statements.length || now.some(({ text }, i) => text !== statements[i]);
  if (stale) return { trace, observed, comparison: { steps: 0, values: 0, differences: [] }, stale };
  const at = (i: number) => now[ordinals[i] as number] as Statement;
  const moved: Observed =
    observed.steps.length > 0
      ? { ...observed, steps: observed.steps.map((step, i) => ({ ...step, line: at(i).line, column: at(i).column })) }
      : { ...observed, tests: observed.tests.map((test, i) => ({ ...test, line: at(i).line })) };
  const comparison = observed.steps.length > 0 ? compareTrace(moved, trace) : compareTests(moved, trace);
  return { trace, observed: moved, comparison, stale };
}

/** The release of the machine, or words for it. */
function machine({ kernel }: Observed): string {
  return kernel?.split(' ')[0] ?? 'the machine';
}

function summary(document: CowDocument, index: number): string {
  const made = beside(document, index);
  if (!made) return '';
  const { observed, comparison, trace } = made;
  const { steps, values, differences } = comparison;
  const what = observed.steps.length > 0 ? `${steps} steps, ${values} values` : `${values} lines of KTAP`;
  return `${machine(observed)} beside ${trace.kernel.name}: ${what}, ${differences.length} differences.`;
}

/** Where the machine and the simulation part, and where it stopped or is out of date. */
function observedDiagnostics(document: CowDocument): Diagnostic[] {
  return [...(shownOf.get(document)?.keys() ?? [])].flatMap((index) => {
    const made = beside(document, index);
    if (!made) return [];
    const { observed, trace, comparison, stale } = made;
    if (stale) return [diagnostic(trace, null, 'observed-stale', STALE)];
    const parts = comparison.differences.map((difference) =>
      diagnostic(trace, difference, 'observed-differs', partText(difference, observed, trace)),
    );
    const { stopped } = observed;
    if (!stopped) return parts;
    return [
      ...parts,
      diagnostic(
        trace,
        null,
        'observed-stopped',
        `The program went no further on ${machine(observed)} than line ${stopped.line} of its file: ${stopped.reason}.`,
      ),
    ];
  });
}

const STALE = 'What was observed belongs to other statements than these: export, run and annotate again, or clear it.';

function partText({ what, observed: one, simulated }: Difference, observed: Observed, { kernel }: Trace): string {
  return `${what}: ${one} on ${machine(observed)}, ${simulated} simulated on ${kernel.name}.`;
}

/** At a difference's statement, or at the scenario's first. */
function diagnostic(trace: Trace, at: Difference | null, code: string, message: string): Diagnostic {
  const { statements } = trace.scenario;
  const statement =
    statements.find((one) => at && one.line === at.line && one.column === at.column) ??
    statements.find((one) => one.line === at?.line) ??
    statements[0];
  const start = { line: 0, character: 0 };
  return {
    range: statement ? toRange(statement) : { start, end: start },
    severity: at ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    code,
    codeDescription: { href: `${DOCS}lab.md#in-the-editor` },
    source: 'cowscope',
    message,
  };
}

/** What the machine showed at a statement, in a word: that it agrees, or the first thing in which it does not. */
function hintLabel(differences: readonly Difference[]): string {
  const [first] = differences;
  return first ? `≠ real ${first.what.replace(/^\w+ 0x[\da-f]+ /, '')} ${first.observed}` : '= real';
}

/** The observed beside the simulated: a hint behind each statement that the machine showed, as long as its line has room. */
export function observedHints(document: CowDocument, range: Range, others: readonly InlayHint[]): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const index of shownOf.get(document)?.keys() ?? []) {
    const made = beside(document, index);
    if (!made || made.stale) continue;
    for (const { statement, differences, tooltip } of marks(made)) {
      const line = statement.line - 1;
      if (line < range.start.line || line > range.end.line) continue;
      const taken = [...others, ...hints].filter(({ position }) => position.line === line);
      const room = LINE_LENGTH - taken.reduce((sum, hint) => sum + labelLength(hint), 0);
      const label = [hintLabel(differences), differences.length > 0 ? '≠' : '='].find((one) => one.length <= room);
      if (label === undefined) continue;
      const position = { line, character: statement.endColumn - 1 };
      hints.push({ position, label, paddingLeft: true, tooltip: { kind: 'markdown', value: tooltip } });
    }
  }
  return hints;
}

/** What is to be marked: every observed step, or every line of KTAP that was compared. */
function marks({ observed, trace, comparison }: Beside) {
  const { statements } = trace.scenario;
  const name = machine(observed);
  const places =
    observed.steps.length > 0
      ? observed.steps.map((step) => ({ ...step, text: stepText(step) }))
      : observed.tests
          .filter(({ result }) => result !== 'skip')
          .map(({ line, text, result, found }) => ({ line, column: null, text: `${text}: ${result} ${found}` }));
  return places.flatMap(({ line, column, text }) => {
    const statement = statements.find((one) => one.line === line && (column === null || one.column === column));
    const differences = comparison.differences.filter(
      (one) => one.line === line && (column === null || one.column === column),
    );
    return statement
      ? [{ statement, differences, tooltip: `Observed on ${name}:\n\n\`\`\`text\n${text}\n\`\`\`` }]
      : [];
  });
}

/** An observed step as lines: outcome and value, entries, pages. */
function stepText({ outcome, value, ptes, pages }: Observed['steps'][number]): string {
  const head = `${outcome ?? 'outcome not to be seen'}${value === undefined ? '' : `, value ${value}`}`;
  const flags = (pte: (typeof ptes)[number]) =>
    [pte.writable && 'writable', pte.dirty && 'dirty', pte.soft_dirty && 'soft-dirty', pte.uffd_wp && 'uffd-wp']
      .filter((flag) => flag)
      .join(' ');
  const entries = ptes.map((pte) =>
    `${pte.process} ${pte.address} ${pte.state} ${pte.page ?? ''} ${flags(pte)}`.trimEnd(),
  );
  const counts = pages.map(
    ({ page, page_count, mapcount, exclusive }) =>
      `page ${page}: page_count ${page_count}, mapcount ${mapcount}${exclusive ? ', exclusive' : ''}`,
  );
  return [head, ...entries, ...counts].join('\n');
}
