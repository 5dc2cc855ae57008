/**
 * The document model: what every feature reads. A text, its program, and the traces of its scenarios, each made when
 * first asked for and kept until the text or the kernel changes. Features never run anything themselves.
 */
import {
  type Kernel,
  type LineCache,
  type Program,
  parseProgram,
  type Scenario,
  type Statement,
  showInterleaving,
  type Trace,
} from '@cowscope/core';
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { pause } from './pause.ts';
import { type KernelChoice, type KernelWarning, ScenarioRuns } from './runs.ts';
import { firstOnLine } from './statements.ts';
import { LineText } from './text.ts';

/** A statement, and where it belongs. */
export interface StatementPlace {
  /** Index into `Program.scenarios`. */
  readonly scenario: number;
  /** Index into `Scenario.statements`. */
  readonly index: number;
  readonly statement: Statement;
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
  /** By scenario. Never cleared but made anew: the entries of a cleared map can outlive it until the next full collection. */
  private results = new Map<number, ScenarioRuns>();
  /** By scenario, what was last shown of it: after an edit, a run goes on from there. */
  private shown = new Map<number, Trace>();
  /** By scenario, the interleaving that is shown instead of the worst. */
  private readonly interleavings = new Map<number, string>();
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
    this.forget();
  }

  /** Forgets the results, since another kernel is to be shown. */
  kernelChanged(): void {
    this.generation++;
    this.forget();
  }

  private forget(): void {
    const shown = new Map<number, Trace>();
    for (const [scenario, { newest }] of this.results) if (newest) shown.set(scenario, newest);
    if (shown.size > 0) this.shown = shown;
    this.results = new Map();
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

  /** The kernels on which a scenario's expectations are checked. Never empty. */
  kernels(scenario: number): readonly Kernel[] {
    return this.runsOf(scenario).kernels;
  }

  /** The kernel under which a scenario is shown. */
  shownKernel(scenario: number): Kernel {
    return this.runsOf(scenario).shown;
  }

  /** The run of a scenario under the shown kernel; of its races the interleaving that was chosen, else the worst. */
  trace(scenario: number): Trace {
    const { trace } = this.runsOf(scenario);
    const name = this.interleavings.get(scenario);
    return (name !== undefined && showInterleaving(trace, name)) || trace;
  }

  /** Shows an interleaving of a scenario's races by its name, where the text has it; null: the worst. */
  chooseInterleaving(scenario: number, name: string | null): void {
    if (name === null) this.interleavings.delete(scenario);
    else this.interleavings.set(scenario, name);
    this.generation++;
  }

  /** The run of a scenario under each of `kernels`; they are not kept. Costs a run each. */
  runs(scenario: number): Trace[] {
    return this.runsOf(scenario).all();
  }

  /** The expectations of a scenario that failed on the kernels that are not shown. */
  failedElsewhere(scenario: number): readonly KernelWarning[] {
    return this.runsOf(scenario).failedElsewhere;
  }

  /**
   * Makes everything that diagnostics read, a run at a time, and pauses between runs of long texts, so that a newer edit
   * or a cancel is heard. False where it was given up: then there is nothing worth showing.
   */
  async warm(cancelled: () => boolean): Promise<boolean> {
    const { stamp, program } = this;
    let statements = 0;
    for (const [index, scenario] of program.scenarios.entries()) {
      for (const run of this.runsOf(index).missing()) {
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

  private runsOf(scenario: number): ScenarioRuns {
    let runs = this.results.get(scenario);
    if (runs === undefined) {
      runs = new ScenarioRuns(this.program.scenarios[scenario] as Scenario, this.choice(), this.shown.get(scenario));
      this.results.set(scenario, runs);
    }
    return runs;
  }
}

/** About 20 ms of simulation: as long as nobody waits. */
const STATEMENTS_BETWEEN_PAUSES = 20_000;

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
