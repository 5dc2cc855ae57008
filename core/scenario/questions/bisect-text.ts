/** The answers of bisect and of the smallest flip as text for a terminal and a mail, and as JSON. */
import { SWITCH_NAMES, unreachable } from '../../kernel/index.ts';
import { TABLE_WIDTH, wrap } from '../table.ts';
import type { Bisection, Turn } from './bisect.ts';
import type { ScenarioName } from './compare-text.ts';
import type { Found } from './fewest.ts';
import type { Flips } from './flip.ts';
import { kernelList } from './kernel-list.ts';
import { type SwitchChange, whatIfLine } from './switch-change.ts';

/** Alternatives of equal size that a text names; the rest is counted. JSON has them all. */
const MOST = 4;

/** A bisection in lines of at most `width` columns: the answers by version, then each turn with its switches and commits. */
export function bisectionText(bisection: Bisection, { file, scenario }: ScenarioName, width = TABLE_WIDTH): string {
  const { question, stretches, turns } = bisection;
  const kernels = stretches.reduce((sum, stretch) => sum + stretch.kernels.length, 0);
  const title = question.scenario.title === null ? file : `${file} ${JSON.stringify(scenario)}`;
  const times = turns.length === 0 ? 'never changes' : `changes ${plural(turns.length, 'time')}`;
  const widest = Math.max(...stretches.map(({ answer }) => answer.length));
  const rows = stretches.map(({ answer, kernels: list }) =>
    wrap(`  ${answer.padEnd(widest)}  ${kernelList(list)}`, width, ' '.repeat(Math.min(widest + 4, 40))),
  );
  return [
    wrap(`${title}: ${question.asks} ${times} on ${plural(kernels, 'kernel')}`, width, '  '),
    rows.join('\n'),
    ...turns.map((turn) => turnText(turn, width)),
  ].join('\n\n');
}

function turnText(turn: Turn, width: number): string {
  const { before, after, answerBefore, answerAfter, because, calls, changed, smallest } = turn;
  const lines = [wrap(`${before.name} -> ${after.name}: ${answerBefore} -> ${answerAfter}`, width, '  ')];
  if (calls.length > 0) lines.push(wrap(`  a new call of this kernel: ${calls.join(', ')}`, width, '    '));
  for (const [i, set] of because.slice(0, MOST).entries()) {
    if (i > 0) lines.push('  or');
    for (const change of set) lines.push(changeText(change, width));
  }
  if (because.length > MOST) lines.push(`  or ${because.length - MOST} more sets of as many`);
  if (!smallest && because.length > 0)
    lines.push(wrap('  (none of these can be left out; a set of fewer others was not looked for)', width, '  '));
  const others = changed.length - (because[0]?.length ?? 0);
  if (others > 0)
    lines.push(
      wrap(`  (${plural(others, 'other switch', 'other switches')} of ${after.name} not needed for it)`, width, '   '),
    );
  return lines.join('\n');
}

/** A change and its commits: `fork_early_copy: never -> maybe_pinned`, and below it what brought or undoes it. */
function changeText(change: SwitchChange, width: number): string {
  const head = `  ${change.name}: ${change.from ?? 'not there'} -> ${change.to ?? 'not there'}`;
  return `${wrap(head, width, '    ')}\n${wrap(`    ${commitsText(change)}`, width, '      ')}`;
}

/** The commits of a change, with the first version of the value, and a mark where no real kernel vouches for it. */
function commitsText({ kind, commits, since, verified }: SwitchChange): string {
  const names = commits.length > 0 ? commits.join(', ') : 'commit not known';
  const mark = verified ? '' : ', unverified';
  switch (kind) {
    case 'patch':
      return `${names} (${since}${mark})`;
    case 'revert':
      return `revert ${names}${mark === '' ? '' : ' (unverified)'}`;
    case 'none':
      return `no mainline kernel has this value${mark}`;
    default:
      return unreachable(kind);
  }
}

/** The smallest flips in lines of at most `width` columns: what-if kernels to copy into a file, each with its commits. */
export function flipsText(flips: Flips, width = TABLE_WIDTH): string {
  const { kernel, answer, goal, any, patches } = flips;
  if (any.sets.length === 0)
    return wrap(`No flip of ${kernel.name}, ${answer} -> ${goal.name}, was found. ${coveredText(any)}`, width, '  ');
  const sections = [flipSets(flips, any, `The smallest flip of ${kernel.name}, ${answer} -> ${goal.name}`, width)];
  if (patches && patches.sets.length > 0)
    sections.push(flipSets(flips, patches, 'The smallest of patches alone, without a revert', width));
  else if (patches)
    sections.push(wrap(`Patches alone, without a revert, do not do it. ${coveredText(patches)}`, width, '  '));
  return sections.join('\n\n');
}

function flipSets({ kernel }: Flips, found: Found, title: string, width: number): string {
  const lines = [wrap(`${title}, is ${plural(found.size, 'switch', 'switches')}:`, width, '  ')];
  for (const [i, set] of found.sets.slice(0, MOST).entries()) {
    const line = whatIfLine(i === 0 ? 'fix' : `fix${i + 1}`, kernel, set);
    // To be copied as it stands: a statement never spans lines.
    lines.push(
      `  ${line}`,
      ...set.map((change) => wrap(`      ${change.name}: ${commitsText(change)}`, width, '        ')),
    );
  }
  if (found.sets.length > MOST) lines.push(`  and ${found.sets.length - MOST} more of as many switches`);
  return [...lines, wrap(coveredText(found), width, '  ')].join('\n');
}

/** What a search for changes looked through, in a sentence. */
export function coveredText({ size, runs, complete, asked }: Found): string {
  const unread = SWITCH_NAMES.length - asked;
  const read = `the run reads ${asked} of ${SWITCH_NAMES.length} switches, and the other ${unread} cannot matter alone`;
  const sets =
    size === 0
      ? 'No set was looked through'
      : `Every set of up to ${plural(size, 'switch', 'switches')} was looked through`;
  if (complete) return `${sets} in ${plural(runs, 'run')}: ${read}.`;
  return `${sets}, and larger ones until the bound of ${plural(runs, 'run')}: ${read}.`;
}

function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** A bisection, and the flips of a kernel where there are any, as JSON. Fields may be added, never renamed or dropped. */
export function bisectionToJson(bisection: Bisection, flips: readonly Flips[], name: ScenarioName) {
  return {
    ...name,
    asks: bisection.question.asks,
    answers: bisection.stretches.map(({ answer, kernels }) => ({ answer, kernels: kernels.map((one) => one.name) })),
    turns: bisection.turns.map(({ before, after, answerBefore, answerAfter, because, smallest, calls, changed }) => ({
      before: before.name,
      after: after.name,
      answer_before: answerBefore,
      answer_after: answerAfter,
      because,
      smallest,
      calls,
      changed: changed.map((change) => change.name),
    })),
    flips: flips.map(({ kernel, answer, goal, any, patches }) => ({
      kernel: kernel.name,
      answer,
      goal: goal.name,
      any: foundToJson(kernel, any),
      patches: patches && foundToJson(kernel, patches),
    })),
    runs: bisection.runs,
  };
}

function foundToJson(kernel: Flips['kernel'], { sets, size, runs, complete, asked }: Found) {
  const flips = sets.map((set) => ({ line: whatIfLine('fix', kernel, set), changes: set }));
  return { size, flips, covered: { size, runs, complete, switches_read: asked } };
}
