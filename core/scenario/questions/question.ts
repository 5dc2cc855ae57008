/** What can be asked of a run, so that kernels are told apart by the answer. */
import { parseProgram, splitLines } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import { operationText, stepSummary } from '../table.ts';
import type { Trace } from '../trace.ts';

/** A question about a scenario. */
export interface Question {
  /** The scenario to run; what is asked may have been added to it. */
  readonly scenario: Scenario;
  /** What is asked, in words: `the verdict`, `expect dma coherent`. */
  readonly asks: string;
  /** The answer of a run: kernels are told apart by this text. */
  answer(trace: Trace): string;
  /**
   * What a run should be like, the best first: another is only aimed at where none before it is to be had. Empty where the
   * question knows no better and worse.
   */
  readonly goals: readonly Goal[];
}

/** What a run should be like. */
export interface Goal {
  /** In words: `right`. */
  readonly name: string;
  isReached(trace: Trace): boolean;
}

/** A question that cannot be asked, with the sentence that says what to do. */
export interface NoQuestion {
  readonly message: string;
}

/** Asks for the harms. A run should have none, or, where that cannot be, neither `lost` nor `leak`. */
export function askVerdict(scenario: Scenario): Question {
  return {
    scenario,
    asks: 'the verdict',
    answer: ({ harms }) => (harms.length === 0 ? 'right' : harms.join(', ')),
    goals: [
      { name: 'right', isReached: ({ verdict }) => verdict === 'right' },
      { name: 'neither lost nor leak', isReached: ({ harms }) => !harms.includes('lost') && !harms.includes('leak') },
    ],
  };
}

/**
 * Asks what the first statement on a line does: outcome, counts and value, or whether an `expect` holds, whatever kernels
 * its `on` means.
 */
export function askLine(scenario: Scenario, line: number): Question | NoQuestion {
  const index = scenario.statements.findIndex((statement) => statement.line === line);
  const statement = scenario.statements[index];
  if (!statement) return { message: `no statement of the scenario stands on line ${line}` };
  if (statement.operation === null) return expectationAt(scenario, index, statement.text);
  return {
    scenario,
    asks: `line ${line}, ${operationText(statement.text)}`,
    answer: ({ steps }) => {
      const step = steps.find((one) => one.statement === index);
      return step ? stepSummary(step) : 'skipped';
    },
    goals: [],
  };
}

/** Asks whether the `expect` statement with that index holds on every kernel. */
function expectationAt(scenario: Scenario, index: number, text: string): Question {
  const statements = scenario.statements.map((one, i) => (i === index ? { ...one, on: null } : one));
  const find = ({ expectations }: Trace) => expectations.find((one) => one.statement === index);
  return {
    scenario: { ...scenario, statements },
    asks: text.replace(/\s+on\s.*$/, ''),
    answer: (trace) => {
      const found = find(trace);
      if (!found) return 'cannot be asked';
      return found.holds ? 'holds' : `found ${found.found}`;
    },
    goals: [{ name: 'holds', isReached: (trace) => find(trace)?.holds === true }],
  };
}

/**
 * Asks an expectation that does not stand in the text: `expect dma coherent` or `dma coherent`, after a line of the
 * scenario with that index, else at its end.
 */
export function askExpectation(text: string, scenario: number, asked: string, line?: number): Question | NoQuestion {
  const expectation = /^\s*expect\b/.test(asked) ? asked.trim() : `expect ${asked.trim()}`;
  const lines = splitLines(text);
  const { scenarios } = parseProgram(lines);
  const one = scenarios[scenario];
  if (!one) return { message: 'there is no such scenario' };
  const after = line ?? lastLine(one, scenarios[scenario + 1]);
  if (after < 0 || after > lines.length) return { message: `there is no line ${after}` };
  const program = parseProgram([...lines.slice(0, after), expectation, ...lines.slice(after)]);
  const error = program.errors.find((found) => found.line === after + 1);
  if (error) return { message: `${expectation}: ${error.message}` };
  const within = program.scenarios[scenario];
  const index = within?.statements.findIndex((statement) => statement.line === after + 1) ?? -1;
  if (!within || index < 0 || within.statements[index]?.expectation == null)
    return {
      message: `${expectation} is no expectation of the scenario; write one as expect lost or expect p1 0x1000 present`,
    };
  return expectationAt(within, index, expectation);
}

/** The last line that belongs to a scenario alone: an expectation may follow it. */
function lastLine(scenario: Scenario, next: Scenario | undefined): number {
  return next === undefined ? scenario.endLine : Math.min(scenario.endLine, next.line - 1);
}

/** The answer of a kernel, run anew. */
export function answerOf(question: Question, kernel: Trace['kernel']): string {
  return question.answer(runScenario(question.scenario, kernel));
}
