import { describe, expect, test } from 'vitest';
import {
  compareVersions,
  FIRST_KERNEL,
  type Kernel,
  kernelNamed,
  resolveKernels,
  SWITCH_NAMES,
  VERSIONS,
} from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { cowFiles } from '../../tests/testing/files.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';
import { type Bisection, bisectedKernels, bisectWork, type Turn } from './bisect.ts';
import { bisectionText, bisectionToJson, flipsText } from './bisect-text.ts';
import { type Flips, flipWork, kernelToMend } from './flip.ts';
import { askExpectation, askLine, askVerdict, type Question } from './question.ts';
import { changedRow, differences, mainlineChanges, whatIfLine } from './switch-change.ts';
import { finish } from './work.ts';

const LOST = "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma";
const NAME = { file: 'lost.cow', scenario: 'lost' };

function scenarioOf(text: string) {
  return parseProgram(text).scenarios[0]!;
}

function asked(question: Question | { message: string }): Question {
  if ('message' in question) throw new Error(question.message);
  return question;
}

/** The turns of a bisection as `5.8 5.9 fork_early_copy`, alternatives with `|`. */
function turns(bisection: Bisection): string[] {
  return bisection.turns.map(({ before, after, because, calls }) =>
    [before.name, after.name, because.map((set) => set.map(({ name }) => name).join('+')).join('|'), ...calls].join(
      ' ',
    ),
  );
}

function bisect(text: string, kernels?: Kernel[]): Bisection {
  return finish(bisectWork(askVerdict(scenarioOf(text)), kernels));
}

describe('bisect', () => {
  test('the version, the switch and the commit', () => {
    const bisection = bisect(LOST);
    expect(turns(bisection)).toEqual(['5.8 5.9 fork_early_copy']);
    expect(bisection.turns[0]?.because[0]?.[0]?.commits).toEqual(['70e806e4e645']);
    expect(bisection.stretches.map(({ answer }) => answer)).toEqual(['lost', 'right']);
  });

  test('an answer that turns more than once is followed through', () => {
    const text = 'pin p1 0x1000 as dma; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000; read dma';
    expect(turns(bisect(text))).toEqual(['5.8 5.9 wp_reuse', '5.18 5.19 wp_reuse+exclusive_flag']);
  });

  test('a call that is new', () => {
    const question = asked(askLine(scenarioOf('io_uring_register p1 0x1000'), 1));
    expect(turns(finish(bisectWork(question)))).toContain('5.0 5.1  io_uring_register');
  });

  test('nothing turns', () => {
    const bisection = bisect('fork p1; write p1 0x1000; write p2 0x1000');
    expect(turns(bisection)).toEqual([]);
    expect(bisectionText(bisection, NAME)).toContain('never changes');
    expect(kernelToMend(bisection)).toBeNull();
  });

  test('between kernels that are named: a version and its long-term kernel', () => {
    const text = 'pin p1 0x1000 as dma; clear_refs p1; write p1 0x1000; read dma';
    expect(turns(bisect(text, resolveKernels(['5.10', 'lts-5.10']).kernels))).toEqual([
      '5.10 lts-5.10 clear_refs_skips',
    ]);
  });

  test('an expectation that does not stand in the text', () => {
    const question = asked(askExpectation(LOST, 0, 'dma coherent'));
    expect(question.asks).toBe('expect dma coherent');
    expect(turns(finish(bisectWork(question)))).toEqual(['5.8 5.9 fork_early_copy']);
    const early = asked(askExpectation(LOST, 0, 'expect p1 0x1000 page_count 1026', 2));
    expect(turns(finish(bisectWork(early)))).toEqual(['5.6 5.7 pin_bias', '5.8 5.9 fork_early_copy']);
  });

  test('an expectation of one scenario among several', () => {
    const text = `scenario "a"\nfork p1\nscenario "b"\n${LOST}\nscenario "c"\nfork p1`;
    expect(turns(finish(bisectWork(asked(askExpectation(text, 1, 'lost')))))).toEqual(['5.8 5.9 fork_early_copy']);
  });

  test('a line: what it does, or whether it holds whatever its on', () => {
    expect(turns(finish(bisectWork(asked(askLine(scenarioOf(LOST), 3)))))).toContain('5.8 5.9 fork_early_copy');
    const question = asked(askLine(scenarioOf(`${LOST}\nexpect lost on < 5.9`), 5));
    expect(question.asks).toBe('expect lost');
    expect(turns(finish(bisectWork(question)))).toEqual(['5.8 5.9 fork_early_copy']);
  });

  test('what cannot be asked is said', () => {
    expect(askExpectation(LOST, 0, 'nonsense p1')).toEqual({ message: expect.stringContaining('nonsense') });
    expect(askExpectation(LOST, 0, 'expect dma exclusive maybe')).toHaveProperty('message');
    expect(askExpectation(LOST, 0, 'lost', 99)).toEqual({ message: 'there is no line 99' });
    expect(askExpectation(LOST, 4, 'lost')).toHaveProperty('message');
    expect(askLine(scenarioOf(LOST), 9)).toHaveProperty('message');
    expect(askExpectation(LOST, 0, 'lost\nfork p1')).toHaveProperty('message');
  });
});

function flips(text: string, version: string, limits = {}): Flips | null {
  return finish(flipWork(askVerdict(scenarioOf(text)), kernelNamed(version)!, limits));
}

function lines(found: Flips | null): string[] {
  return (found?.any.sets ?? []).map((set) => whatIfLine('fix', found!.kernel, set));
}

describe('the smallest flip', () => {
  test('names the patch', () => {
    const found = flips(LOST, '5.8');
    expect(lines(found)).toEqual(['kernel fix = 5.8 with fork_early_copy = maybe_pinned']);
    expect(flipsText(found!)).toMatch(/fork_early_copy: 70e806e4e645 \(5\.9/);
  });

  test('a revert is told as one, and the patches alone beside it', () => {
    const text = 'pin p1 0x1000 as dma; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000; read dma';
    const found = flips(text, '5.18')!;
    expect(lines(found)).toEqual(['kernel fix = 5.18 with wp_reuse = mapcount']);
    expect(found.any.sets[0]?.[0]).toMatchObject({ kind: 'revert', commits: expect.arrayContaining(['09854ba94c6a']) });
    expect(found.patches?.sets.map((set) => set.map(({ name }) => name).join(' '))).toEqual([
      'wp_reuse exclusive_flag',
      'exclusive_flag mprotect_upgrade',
      'exclusive_flag mprotect_upgrade',
    ]);
  });

  test('what is right already needs none', () => expect(flips(LOST, '5.9')).toBeNull());

  test('where there is none, the bound is said', () => {
    const found = flips('get p1 0x1000 write as r; fork p1; write p1 0x1000; read r', '7.3')!;
    expect(found.any).toMatchObject({ sets: [], size: 3, complete: true });
    expect(flipsText(found)).toMatch(
      /No flip of 7\.3,[^]*Every set of up to 3\s+switches\s+was\s+looked\s+through in \d+ runs/,
    );
  });

  test('a bound on the runs ends it, and is said', () => {
    const found = flips('get p1 0x1000 write as r; fork p1; write p1 0x1000; read r', '7.3', { runs: 20 })!;
    expect(found.any).toMatchObject({ sets: [], size: 1, runs: 20, complete: false });
    expect(flipsText(found).replace(/\s+/g, ' ')).toContain('and larger ones until the bound of 20 runs');
  });

  test('a what-if kernel is mended with its own changes written out', () => {
    const scenario = scenarioOf(`kernel old = 5.9 with fork_early_copy = never\n${LOST}`);
    const found = finish(flipWork(askVerdict(scenario), kernelsFor(scenario).kernels[0]!));
    expect(lines(found)).toEqual(['kernel fix = 5.9 with fork_early_copy = maybe_pinned']);
  });

  test('no set that reaches the goal is missed: the same as trying all of one and two switches', () => {
    const scenario = scenarioOf('pin p1 0x1000 read longterm as r; write p1 0x1000; read r; munmap p1 0x2000; fork p1');
    for (const version of ['5.7', '5.18', '6.1'])
      for (const text of [LOST, 'read p1 0x1000; fork p1; pin p1 0x1000 read longterm as r; write p1 0x1000; read r']) {
        const found = finish(flipWork(askVerdict(scenarioOf(text)), kernelNamed(version)!, { size: 2, runs: 1e6 }));
        expect(lines(found).sort()).toEqual(allFlips(text, version).sort());
      }
    expect(finish(flipWork(askVerdict(scenario), kernelNamed('6.2')!))).toBeNull();
  });
});

/** Every smallest flip of one or two switches, found by trying all of them. */
function allFlips(text: string, version: string): string[] {
  const scenario = scenarioOf(text);
  const kernel = kernelNamed(version)!;
  const right = (line: string) => {
    const whole = parseProgram(`${line}\n${text}`);
    return (
      whole.errors.length === 0 &&
      runScenario(whole.scenarios[0]!, kernelsFor(whole.scenarios[0]!).kernels[0]!).verdict === 'right'
    );
  };
  if (runScenario(scenario, kernel).verdict === 'right') return [];
  const changes = SWITCH_NAMES.flatMap((name) => mainlineChanges(kernel, name));
  const one = changes.map((change) => whatIfLine('fix', kernel, [change])).filter(right);
  if (one.length > 0) return one;
  return changes
    .flatMap((a, i) =>
      changes
        .slice(i + 1)
        .filter((b) => a.name !== b.name)
        .map((b) => whatIfLine('fix', kernel, [a, b])),
    )
    .filter(right);
}

const EXAMPLES = cowFiles('examples').filter(({ text }) => !/^\s*race\b/m.test(text));

describe('replay', () => {
  test.each(EXAMPLES)('$name: the kernels of the answers are run again and give them', ({ text }) => {
    for (const scenario of parseProgram(text).scenarios) {
      const question = askVerdict(scenario);
      const bisection = finish(bisectWork(question));
      for (const turn of bisection.turns) expect(replayed(question, turn)).toEqual([]);
      const harmed = kernelToMend(bisection);
      const found = harmed && finish(flipWork(question, harmed, { runs: 600 }));
      for (const set of [...(found?.any.sets ?? []), ...(found?.patches?.sets ?? [])]) {
        const line = whatIfLine('fix', harmed!, set);
        const whole = parseProgram(`${line}\n${text}`);
        const index = parseProgram(text).scenarios.findIndex(({ line: at }) => at === scenario.line);
        const again = whole.scenarios[index]!;
        const { kernels, errors } = kernelsFor(again, ['fix']);
        expect([line, errors, whole.errors]).toEqual([line, [], parseProgram(text).errors]);
        expect([line, found!.goal.isReached(runScenario(again, kernels[0]!))]).toEqual([line, true]);
      }
    }
  });
});

/** What a turn claims and a run does not show. */
function replayed(question: Question, { before, after, answerBefore, answerAfter, because, calls }: Turn): string[] {
  const answer = (kernel: Kernel) => question.answer(runScenario(question.scenario, kernel));
  const problems: string[] = [];
  if (answer(before) !== answerBefore) problems.push(`${before.name} is not ${answerBefore}`);
  if (answer(after) !== answerAfter) problems.push(`${after.name} is not ${answerAfter}`);
  const base = calls.length > 0 ? after.base : before.base;
  for (const set of because)
    if (answer(changedRow(before, set, base)) !== answerAfter)
      problems.push(`${set.map(({ name }) => name)} is no reason`);
  if (because.length === 0 && calls.length === 0) problems.push('no reason is given');
  if (because.some((set) => set.some(({ name }) => before.rules[name] === after.rules[name])))
    problems.push('a reason does not change');
  return problems;
}

describe('text and JSON', () => {
  test('of 72 columns, but for the line that is to be copied', () => {
    const bisection = bisect(LOST);
    const text = `${bisectionText(bisection, NAME)}\n\n${flipsText(flips(LOST, '5.8')!)}`;
    for (const line of text.split('\n'))
      if (!line.startsWith('  kernel fix')) expect(line.length).toBeLessThanOrEqual(72);
    expect(text).toContain('5.8 -> 5.9: lost -> right\n  fork_early_copy: never -> maybe_pinned\n    70e806e4e645');
  });

  test('has its fields', () => {
    const json = bisectionToJson(bisect(LOST), [flips(LOST, '5.8')!], NAME);
    expect(json).toMatchObject({
      file: 'lost.cow',
      asks: 'the verdict',
      turns: [{ before: '5.8', after: '5.9', because: [[{ name: 'fork_early_copy', kind: 'patch' }]] }],
      flips: [
        { kernel: '5.8', any: { size: 1, flips: [{ line: 'kernel fix = 5.8 with fork_early_copy = maybe_pinned' }] } },
      ],
    });
  });

  test('kernels that are bisected leave out none that differs', () => {
    const names = bisectedKernels().map(({ name }) => name);
    const skipped = VERSIONS.filter((version) => !names.includes(version));
    for (const version of skipped) {
      const before = kernelNamed(names.findLast((name) => compareVersions(name, version) < 0)!)!;
      expect([version, differences(before, kernelNamed(version)!)]).toEqual([version, []]);
      expect(Object.values(FIRST_KERNEL)).not.toContain(version);
    }
    expect(skipped.length).toBeGreaterThan(0);
  });
});
