import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import {
  ERROR_CODES,
  interleavingsOf,
  type JsonSteps,
  type Kernel,
  kernelsFor,
  parseProgram,
  resolveKernels,
  runScenario,
  type Scenario,
  showInterleaving,
  type Trace,
  unreachable,
} from '@cowscope/core';
import { errorLine } from './errors.ts';
import { EXIT, type Exit } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';
import { jsonReport } from './reports/json.ts';
import { junitReport } from './reports/junit.ts';
import { ktapReport } from './reports/ktap.ts';
import { type FileError, failures, type Report } from './reports/report.ts';
import { sarifReport } from './reports/sarif.ts';
import { textReport } from './reports/text.ts';

/** What `--format` of `run` takes. */
export const REPORTS = ['text', 'json', 'ktap', 'junit', 'sarif'] as const;

/** What `--steps` takes. */
export const STEPS = ['all', 'changes', 'none'] as const satisfies readonly JsonSteps[];

/** The arguments of `cowscope run`. */
export interface RunArguments {
  readonly files: readonly string[];
  /** Kernels to run under instead of those that the files name; empty: those of the files. */
  readonly kernel: readonly string[];
  readonly format: (typeof REPORTS)[number];
  readonly steps: JsonSteps;
  /** The interleaving to show of scenarios with races, by the name that explore gives it; without it the worst. */
  readonly interleaving?: string;
}

function reportFor({ format, steps }: RunArguments, output: Output): Report {
  const write = (text: string) => output.out(text);
  switch (format) {
    case 'text':
      return textReport(write);
    case 'json':
      return jsonReport(write, steps);
    case 'ktap':
      return ktapReport(write);
    case 'junit':
      return junitReport(write);
    case 'sarif':
      return sarifReport(write);
    default:
      return unreachable(format);
  }
}

/** `--kernel 5.7 6.12 FILE` reads 6.12 as a file: a word that names a kernel and no file is meant as one. */
function sortWords({ files, kernel }: RunArguments): { files: string[]; kernels: string[] } {
  const isKernel = (word: string) =>
    kernel.length > 0 && resolveKernels([word]).errors.length === 0 && !existsSync(word);
  return { files: files.filter((word) => !isKernel(word)), kernels: [...kernel, ...files.filter(isKernel)] };
}

/** One run of the command: what was found wrong so far, and where results go. */
class Session {
  readonly errors: FileError[] = [];
  private readonly said = new Set<string>();
  private failed = false;
  private readonly kernels: readonly string[];
  private readonly report: Report;
  private readonly output: Output;
  private readonly interleaving: string | undefined;

  constructor(kernels: readonly string[], report: Report, output: Output, interleaving: string | undefined) {
    this.interleaving = interleaving;
    this.kernels = kernels;
    this.report = report;
    this.output = output;
  }

  get exit(): Exit {
    if (this.errors.length > 0) return EXIT.wrong;
    return this.failed ? EXIT.failed : EXIT.ok;
  }

  file(name: string): void {
    const input = readInput(name);
    if ('message' in input) {
      this.wrong({ code: 'unreadable', file: name, line: 1, column: 1, message: input.message });
      return;
    }
    const program = parseProgram(input.text);
    for (const error of program.errors) this.wrong({ ...error, file: name });
    for (const scenario of program.scenarios) this.scenario(name, scenario);
  }

  private scenario(file: string, scenario: Scenario): void {
    const given = this.kernels.length > 0;
    const { kernels, errors } = kernelsFor(scenario, given ? this.kernels : undefined);
    for (const { code, message, line, column } of errors) {
      this.wrong(
        given ? { code, file: '--kernel', line: 1, column: 1, message } : { code, file, line, column, message },
      );
    }
    // Without any kernel that exists there is nothing to run; the errors have said so.
    for (const kernel of given && errors.length === this.kernels.length ? [] : kernels)
      this.run(file, scenario, kernel, kernels);
  }

  private run(file: string, scenario: Scenario, kernel: Kernel, kernels: readonly Kernel[]): void {
    const trace = this.shown(file, scenario, runScenario(scenario, kernel, { kernels }));
    const name = scenario.title ?? (file === '-' ? 'stdin' : basename(file, extname(file)));
    this.report.run({ file, scenario: name, trace });
    if (failures(trace).length > 0) this.failed = true;
    for (const error of languageErrors(trace)) this.wrong({ ...error, file });
  }

  /** The interleaving that was asked for, where the scenario has a race. */
  private shown(file: string, { statements }: Scenario, worst: Trace): Trace {
    const asked = this.interleaving;
    const names = asked === undefined ? [] : interleavingsOf(worst).map(({ name }) => name);
    if (asked === undefined || names.length === 0) return worst;
    const found = showInterleaving(worst, asked);
    const message = `there is no interleaving ${JSON.stringify(asked)} on ${worst.kernel.name}; there are ${names.map((name) => JSON.stringify(name)).join(', ')}`;
    const { line, column } = statements.find(({ race }) => race !== null)!;
    if (!found) this.wrong({ code: 'unknown-interleaving', file, line, column, message });
    return found ?? worst;
  }

  /** Says it once, however many scenarios and kernels meet it. */
  private wrong(error: FileError): void {
    const text =
      error.code === 'unreadable' || error.file === '--kernel' ? `cowscope: ${error.message}\n` : errorLine(error);
    if (this.said.has(text)) return;
    this.said.add(text);
    const { code, file, line, column, message } = error;
    this.errors.push({ code, file, line, column, message });
    this.output.err(text);
  }
}

/** What only running finds wrong with the text, such as a limit. */
function languageErrors(trace: Trace) {
  return trace.warnings.filter(({ code }) => (ERROR_CODES as readonly string[]).includes(code));
}

/** `cowscope run`: runs every scenario of every file under its kernels; what is wrong does not keep the rest from running. */
export function runCommand(given: RunArguments, output: Output): Exit {
  const { files, kernels } = sortWords(given);
  if (files.length === 0) {
    output.err('cowscope: no file is named; name the scenarios to run, or - for the standard input\n');
    return EXIT.wrong;
  }
  const report = reportFor(given, output);
  const session = new Session(kernels, report, output, given.interleaving);
  for (const file of files) session.file(file);
  report.finish(session.errors);
  return session.exit;
}
