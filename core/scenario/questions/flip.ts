/** The smallest flip: the fewest changes of switches after which a run is as it should be, "which patch fixes this?". */
import { type Kernel, newestKernel } from '../../kernel/index.ts';
import type { Bisection } from './bisect.ts';
import { defaultRuns, type Found, fewestChanges } from './fewest.ts';
import { answerOf, type Goal, type Question } from './question.ts';
import { mainlineChanges, type SwitchChange } from './switch-change.ts';
import type { Work } from './work.ts';

/** The most switches that a flip may set when nothing else is said. */
export const FLIP_LIMIT = 3;

/** How far to look for a flip. */
export interface FlipLimits {
  /** The most switches; default `FLIP_LIMIT`. */
  readonly size?: number;
  /** The most runs of each search; default what a second or two allows. */
  readonly runs?: number;
}

/** The smallest flips of a kernel. */
export interface Flips {
  readonly question: Question;
  readonly kernel: Kernel;
  /** The answer without a flip. */
  readonly answer: string;
  /** What the flips reach: the first of the question's goals that can be reached, else the first. */
  readonly goal: Goal;
  /** All smallest flips, those with the fewest reverts first. */
  readonly any: Found;
  /** The smallest that later kernels' patches alone make up; null where `any` has one already, or nothing. */
  readonly patches: Found | null;
}

/**
 * Looks for the smallest flips of a kernel. Only values that a mainline kernel has are tried, since a patch brought them.
 * Null where the question knows no better and worse, or the kernel's run is as it should be.
 */
export function* flipWork(question: Question, kernel: Kernel, limits: FlipLimits = {}): Work<Flips | null> {
  const [first] = question.goals;
  if (!first) return null;
  const patches = (change: SwitchChange) => change.kind === 'patch';
  const search = (goal: Goal, allowed: (change: SwitchChange) => boolean) =>
    fewestChanges({
      question,
      kernel,
      changes: (name) => mainlineChanges(kernel, name).filter(allowed),
      goal: goal.isReached,
      size: limits.size ?? FLIP_LIMIT,
      runs: limits.runs ?? defaultRuns(question.scenario.statements.length),
    });
  const answer = answerOf(question, kernel);
  let nothing: Found | undefined;
  for (const goal of question.goals) {
    const any = inOrder(yield* search(goal, () => true));
    nothing ??= any;
    if (any.sets.length === 0) continue;
    if (any.size === 0)
      return nothing.size === 0 ? null : { question, kernel, answer, goal: first, any: nothing, patches: null };
    const alone = any.sets.some((set) => set.every(patches)) ? null : inOrder(yield* search(goal, patches));
    return { question, kernel, answer, goal, any, patches: alone };
  }
  return nothing ? { question, kernel, answer, goal: first, any: nothing, patches: null } : null;
}

function inOrder(found: Found): Found {
  const reverts = (set: readonly SwitchChange[]) => set.filter(({ kind }) => kind === 'revert').length;
  return { ...found, sets: [...found.sets].sort((a, b) => reverts(a) - reverts(b)) };
}

/**
 * The kernel that most wants mending, of those that were asked: the newest that is harmed, `lost` and `leak` before `slow`.
 * Null where none is.
 */
export function kernelToMend({ question, stretches, turns }: Bisection): Kernel | null {
  const bad = ({ answer }: { answer: string }) => question.goals.length > 0 && answer !== 'right' && answer !== 'holds';
  const worst = stretches.findLastIndex(({ answer }) => /\b(lost|leak)\b/.test(answer));
  const at = worst >= 0 ? worst : stretches.findLastIndex(bad);
  const stretch = stretches[at];
  if (!stretch || !bad(stretch)) return null;
  const last = stretch.kernels.at(-1) as Kernel;
  // The last version of the stretch is the one right before the next turn, though only the first like it was run.
  if (turns[at]) return turns[at].before;
  return last.kind === 'mainline' && at === stretches.length - 1 ? newestKernel() : last;
}
