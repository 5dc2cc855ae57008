/**
 * The document model: what every feature reads. A text, its program, and the traces of its scenarios, each made when
 * first asked for and kept until the text or the kernel changes. Features never run anything themselves.
 */
import {
  type Kernel,
  kernelsFor,
  type LineCache,
  type Program,
  parseProgram,
  runScenario,
  type Scenario,
  type Statement,
  type Trace,
  type Warning,
} from '@cowscope/core';
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { firstOnLine } from './statements.ts';
import { LineText } from './text.ts';

/** Which kernel a user wants to see. */
export interface KernelChoice {
  /** Chosen by hand: goes before what the document says. Null: nothing was chosen. */
  readonly chosen: string | null;
  /** Taken where neither user nor document say one; empty: the newest. */
  readonly fallback: string;
}

/** A statement, and where it belongs. */
export interface StatementPlace {
  /** Index into `Program.scenarios`. */
  readonly scenario: number;
  /** Index into `Scenario.statements`. */
  readonly index: number;
  readonly statement: Statement;
}

/** A failed expectation on a kernel that is not shown. */
export interface KernelWarning {
  readonly kernel: Kernel;
  readonly warning: Warning;
}

/** What was made of one scenario of the present text. */
interface ScenarioResults {
  kernels?: readonly Kernel[];
  shown?: Kernel;
  trace?: Trace;
  others?: readonly KernelWarning[];
}

/** How many documents were opened: one that is closed and opened again is another. */
let opened = 0;

/** A document as the features see it. Lines and columns of its program and traces count from 1, LSP's from 0. */
export class CowDocument {
  readonly uri: string;
  private readonly text: LineText;
  private readonly cache: LineCache;
  private readonly choice: () => KernelChoice;
  private parsed: Program | undefined;
  private results = new Map<number, ScenarioResults>();
  private generation = 0;
  private readonly number = opened++;
  private currentVersion: number;

  constructor(uri: string, version: number, text: string, cache: LineCache, choice: () => KernelChoice) {
    this.uri = uri;
    this.currentVersion = version;
    this.text = new LineText(text);
    this.cache = cache;
    this.choice = choice;
  }

  /** The version that the client gave the text. */
  get version(): number {
    return this.currentVersion;
  }

  /** Names this text under these kernels: another stamp, another result. */
  get stamp(): string {
    return `${this.number}.${this.currentVersion}.${this.generation}`;
  }

  /** The lines of the text. */
  get lines(): readonly string[] {
    return this.text.lines;
  }

  /** How its lines end: as the first does, LF where there is but one line. */
  get lineEnd(): string {
    return this.text.lineEnd;
  }

  /** What the text means. */
  get program(): Program {
    this.parsed ??= parseProgram(this.lines, this.cache);
    return this.parsed;
  }

  /** Takes the changes of `textDocument/didChange`. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) this.text.apply(change);
    this.currentVersion = version;
    this.parsed = undefined;
    this.results.clear();
  }

  /** Forgets the results, since another kernel is to be shown. */
  kernelChanged(): void {
    this.generation++;
    this.results.clear();
  }

  /** Index of the scenario that a line (from 0) belongs to; 0 for lines before the first. */
  scenarioAt(line: number): number {
    return Math.max(firstOnLine(this.program.scenarios, line + 2) - 1, 0);
  }

  /** The scenario's title, or the file's name where it has none. */
  title(scenario: Scenario): string {
    return scenario.title ?? decodeURIComponentSafely(this.uri.slice(this.uri.lastIndexOf('/') + 1));
  }

  /** The statement at a position, its last column included; undefined in comments, directives and between statements. */
  statementAt(position: Position): StatementPlace | undefined {
    const index = this.scenarioAt(position.line);
    const statements = this.program.scenarios[index]?.statements ?? [];
    const column = position.character + 1;
    for (let i = firstOnLine(statements, position.line + 1); i < statements.length; i++) {
      const statement = statements[i] as Statement;
      if (statement.line !== position.line + 1) return undefined;
      if (statement.column <= column && column <= statement.endColumn) return { scenario: index, index: i, statement };
    }
    return undefined;
  }

  /** The kernels on which a scenario's expectations are checked; those it names, else the one chosen, else the default. */
  kernels(scenario: number): readonly Kernel[] {
    const results = this.of(scenario);
    results.kernels ??= this.resolveKernels(scenario);
    return results.kernels;
  }

  /** The kernel that is shown: the one chosen, else the first of `kernels`. */
  shownKernel(scenario: number): Kernel {
    const results = this.of(scenario);
    results.shown ??= this.chosenKernel(scenario) ?? (this.kernels(scenario)[0] as Kernel);
    return results.shown;
  }

  /** The run of a scenario under the shown kernel. */
  trace(scenario: number): Trace {
    const results = this.of(scenario);
    return (results.trace ??= this.run(scenario, this.shownKernel(scenario)));
  }

  /** The run of a scenario under each of `kernels`; they are not kept. Costs a run each. */
  runs(scenario: number): Trace[] {
    const shown = this.trace(scenario);
    const kernels = this.kernels(scenario);
    return kernels.map((kernel) => (kernel.name === shown.kernel.name ? shown : this.run(scenario, kernel)));
  }

  /** The expectations of a scenario that failed on the kernels that are not shown. */
  otherKernels(scenario: number): readonly KernelWarning[] {
    const results = this.of(scenario);
    results.others ??= [...this.unseenKernels(scenario)].flatMap((kernel) =>
      this.expectationWarnings(scenario, kernel),
    );
    return results.others;
  }

  /**
   * Makes everything that diagnostics read, a run at a time, and pauses between runs of long texts, so that a newer edit
   * or a cancel is heard. False where it was given up: then there is nothing worth showing.
   */
  async warm(cancelled: () => boolean): Promise<boolean> {
    const { stamp, program } = this;
    let statements = 0;
    for (const [index, scenario] of program.scenarios.entries()) {
      const runs = [() => void this.trace(index), ...this.otherRuns(index)];
      for (const run of runs) {
        if (statements > STATEMENTS_BETWEEN_PAUSES) {
          statements = 0;
          await pause();
        }
        if (cancelled() || this.stamp !== stamp) return false;
        run();
        statements += scenario.statements.length;
      }
    }
    return !cancelled() && this.stamp === stamp;
  }

  private *otherRuns(scenario: number): Generator<() => void> {
    const results = this.of(scenario);
    if (results.others !== undefined) return;
    const found: KernelWarning[] = [];
    for (const kernel of this.unseenKernels(scenario)) {
      yield () => void found.push(...this.expectationWarnings(scenario, kernel));
    }
    yield () => {
      results.others = found;
    };
  }

  private *unseenKernels(scenario: number): Generator<Kernel> {
    const shown = this.shownKernel(scenario);
    if (!this.scenario(scenario).statements.some(expectsSomething)) return;
    for (const kernel of this.kernels(scenario)) if (kernel.name !== shown.name) yield kernel;
  }

  private expectationWarnings(scenario: number, kernel: Kernel): KernelWarning[] {
    const failures = this.run(scenario, kernel).warnings.filter(({ code }) => code === 'expectation-failed');
    return failures.map((warning) => ({ kernel, warning }));
  }

  private run(scenario: number, kernel: Kernel): Trace {
    return runScenario(this.scenario(scenario), kernel, { kernels: this.kernels(scenario) });
  }

  private chosenKernel(scenario: number): Kernel | undefined {
    const { chosen } = this.choice();
    return chosen === null ? undefined : knownKernel(this.scenario(scenario), chosen);
  }

  private resolveKernels(scenario: number): readonly Kernel[] {
    const { kernelWords } = this.scenario(scenario);
    const chosen = kernelWords.length === 0 ? this.chosenKernel(scenario) : undefined;
    return chosen ? [chosen] : kernelsFor(this.scenario(scenario), [], this.choice().fallback || undefined).kernels;
  }

  private scenario(index: number): Scenario {
    return this.program.scenarios[index] as Scenario;
  }

  private of(scenario: number): ScenarioResults {
    let results = this.results.get(scenario);
    if (results === undefined) {
      results = {};
      this.results.set(scenario, results);
    }
    return results;
  }
}

/** About 20 ms of simulation: as long as nobody waits. */
const STATEMENTS_BETWEEN_PAUSES = 20_000;

/** Lets messages that have arrived be heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** The first kernel of that name that a scenario can run under; undefined where there is none. */
function knownKernel(scenario: Scenario, name: string): Kernel | undefined {
  const { kernels, errors } = kernelsFor(scenario, [name]);
  return errors.length > 0 ? undefined : kernels[0];
}

function expectsSomething(statement: Statement): boolean {
  return statement.expectation !== null || statement.outcomes.length > 0;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
