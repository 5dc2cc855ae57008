/** shrink: the smallest scenario found that still has the same verdict. */
import type { Kernel } from '../../kernel/index.ts';
import { formatText } from '../../language/format.ts';
import { LineCache, parseProgram } from '../../language/parse.ts';
import { ERROR_CODES, type Verdict } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import { linesOf, type Piece, piecesOf } from './pieces.ts';
import { defaultNames, fewerPages, lowAddresses, writtenOut } from './shrink-names.ts';
import { leaveOut, leaveOutBlocks, leaveOutPairs, type Pass } from './shrink-pieces.ts';
import { fewerFlags, fewerTimes, fewerValues, narrowRanges } from './shrink-words.ts';
import { whatIfLine } from './switch-change.ts';
import type { Work } from './work.ts';

/** What has to stay as it is. */
export interface Wanted {
  /** Each kernel with what must be so on it: a harm that happens, or `right`. */
  readonly verdicts: readonly { readonly kernel: Kernel; readonly verdict: Verdict }[];
  /** An expectation at the end that must hold on all of them; null: none. */
  readonly expectation: string | null;
}

/** What shrinking came to. */
export interface Shrunk {
  /** The scenario as a file: its kernels, its statements, and the expectations that hold. Empty where `from` is not as wanted. */
  readonly text: string;
  /** Statements before and after. */
  readonly from: number;
  readonly to: number;
  /** Runs that it took. */
  readonly runs: number;
  /** False where the bound on the steps ended it. */
  readonly complete: boolean;
  /** Whether the scenario was as wanted to begin with. */
  readonly asWanted: boolean;
}

/** Statements that a shrink runs at most, all its runs together, when nothing else is said: some ten seconds. */
export const SHRINK_STEPS = 5_000_000;

/** One shrink: what is wanted, and what it took so far. */
interface Shrinking {
  readonly wanted: Wanted;
  readonly cache: LineCache;
  runs: number;
  steps: number;
}

/**
 * Leaves out statement after statement, with those that cannot stand without them, then pairs; then writes what is left
 * with fewer repetitions, pages, flags, values and names; and begins anew while that made it smaller. Every step is run, and
 * kept only where all that is wanted is still so.
 */
export function* shrinkWork(text: string, scenario: number, wanted: Wanted, limit = SHRINK_STEPS): Work<Shrunk> {
  const job: Shrinking = { wanted, cache: new LineCache(), runs: 0, steps: 0 };
  const own = piecesOf(text, scenario);
  const from = own.length;
  const all = [...onlyExpected(text, scenario, own), ...own];
  const expected: Piece[] = wanted.expectation === null ? [] : [{ text: wanted.expectation, fixed: true }];
  const start = judge(job, [...all, ...expected]);
  if (start === null) return { text: '', from, to: from, runs: job.runs, complete: true, asWanted: false };
  let pieces = start;
  let complete = true;
  let before = '';
  for (let round = 0; round < ROUNDS && complete && before !== linesOf(pieces).join('\n'); round++) {
    before = linesOf(pieces).join('\n');
    for (const pass of PASSES) {
      const work = passWork(job, pass(pieces), pieces, limit);
      pieces = yield* work;
      complete &&= job.steps < limit;
    }
  }
  const to = pieces.filter(({ fixed }) => !fixed).length;
  const title = parseProgram(text).scenarios[scenario]?.title ?? null;
  return { text: fileOf(pieces, wanted, title, complete), from, to, runs: job.runs, complete, asWanted: true };
}

/** A read of every page that starts mapped since an expectation names it, and nothing else does. It changes nothing. */
function onlyExpected(text: string, scenario: number, pieces: readonly Piece[]): Piece[] {
  const before = parseProgram(text).scenarios[scenario];
  const named = new Set(parseProgram(linesOf(pieces)).scenarios[0]?.initialPages);
  const missing = before?.initialPages.filter((address) => !named.has(address)) ?? [];
  return missing.map((address) => ({ text: `read ${before?.processes[0]} 0x${address.toString(16)}` }));
}

const PASSES: readonly ((pieces: readonly Piece[]) => Pass)[] = [
  leaveOutBlocks,
  leaveOut,
  leaveOutPairs,
  fewerTimes,
  fewerPages,
  narrowRanges,
  fewerFlags,
  fewerValues,
  writtenOut,
  defaultNames,
  lowAddresses,
];

function* passWork(job: Shrinking, pass: Pass, start: readonly Piece[], limit: number): Work<readonly Piece[]> {
  let pieces = start;
  let state = pass.next();
  while (!state.done && job.steps < limit) {
    const kept = isSmaller(state.value, pieces) ? judge(job, state.value) : null;
    yield { runs: job.steps, limit };
    if (kept !== null) pieces = kept;
    state = pass.next(kept);
  }
  return pieces;
}

/** Whether a candidate is another text: a pass may come upon what is there already. */
function isSmaller(candidate: readonly Piece[], pieces: readonly Piece[]): boolean {
  return candidate.length !== pieces.length || candidate.some((piece, i) => piece.text !== pieces[i]?.text);
}

/** Rounds of passes, and of errors after errors of statements that go with what was left out: few need more than three. */
const ROUNDS = 8;

/**
 * The candidate without the statements that cannot stand in it, since what they name was left out; null where they are
 * expectations, or where something wanted is not so.
 */
function judge(job: Shrinking, candidate: readonly Piece[]): readonly Piece[] | null {
  let pieces = candidate;
  for (let round = 0; round < ROUNDS; round++) {
    const wrong = wrongLines(job, pieces);
    if (wrong === null) return null;
    if (wrong.size === 0) return pieces;
    if (pieces.some(({ fixed }, i) => fixed && wrong.has(i + 1))) return null;
    pieces = pieces.filter((_, i) => !wrong.has(i + 1));
  }
  return null;
}

/** The lines with errors, of the language or at run time; none where all that is wanted is so; null where it is not. */
function wrongLines(job: Shrinking, pieces: readonly Piece[]): ReadonlySet<number> | null {
  const { scenarios, errors } = parseProgram(linesOf(pieces), job.cache);
  const [scenario] = scenarios;
  if (!scenario || scenarios.length > 1) return null;
  if (errors.length > 0) return new Set(errors.map(({ line }) => line));
  for (const { kernel, verdict } of job.wanted.verdicts) {
    const trace = runScenario(scenario, kernel);
    job.runs++;
    job.steps += trace.stepCount + 1;
    if (trace.stopped !== null) return null;
    const lines = trace.warnings.filter(({ code }) => (ERROR_CODES as readonly string[]).includes(code));
    if (lines.length > 0) return new Set(lines.map(({ line }) => line));
    const isSo = verdict === 'right' ? trace.harms.length === 0 : trace.harms.includes(verdict);
    if (!isSo || trace.expectations.some(({ holds }) => !holds)) return null;
  }
  return new Set();
}

function fileOf(pieces: readonly Piece[], wanted: Wanted, title: string | null, complete: boolean): string {
  const { verdicts } = wanted;
  const many = verdicts.length > 1;
  const plain = verdicts.filter(({ kernel }) => kernel.kind !== 'what-if').map(({ kernel }) => kernel.name);
  const whatIfs = verdicts
    .filter(({ kernel }) => kernel.kind === 'what-if')
    .map(({ kernel }) => whatIfLine(kernel.name, kernel, []));
  const lines = [
    complete
      ? '# The smallest that was found: no statement and no two of them can be left out.'
      : '# Smaller than it was; the bound ended the search, and more may be left out.',
    ...(plain.length > 0 ? [`kernel ${plain.join(' ')}`] : []),
    ...whatIfs,
    ...(title === null ? [] : [`scenario ${JSON.stringify(title)}`]),
    '',
    ...linesOf(pieces),
    ...verdicts.map(({ kernel, verdict }) => `expect ${verdict}${many ? ` on ${kernel.name}` : ''}`),
  ];
  return formatText(`${lines.join('\n')}\n`);
}
