/** The answer of a search in sentences: what was found, or what was searched without finding it. */
import type { Harm, Search, SearchQuestion, Sought } from './question.ts';

/** Kernels asked about, in the order in which they were said. */
export function kernelsOf(sought: Sought) {
  return sought.kind === 'find' ? [sought.kernel] : sought.kernels;
}

const VERBS: Record<Harm, string> = { lost: 'loses a write', leak: 'leaks', slow: 'copies without need' };

/** What is sought of a scenario, as the end of a sentence. */
function soughtText(sought: Sought, open: readonly Harm[]): string {
  switch (sought.kind) {
    case 'find':
      return `${open.map((harm) => VERBS[harm]).join(' or ')} on ${sought.kernel.name}`;
    case 'distinguish': {
      const [a, b] = sought.kernels;
      return `differs in ${sought.by === 'counts' ? 'what its pages count' : `its ${sought.by}`} between ${a.name} and ${b.name}`;
    }
  }
}

/** The harms that were sought and not found. */
function openHarms({ question: { sought }, witnesses }: Search): readonly Harm[] {
  return sought.kind === 'find' ? sought.harms.filter((harm) => !witnesses.some(({ shows }) => shows === harm)) : [];
}

/** Numbers with a comma for each thousand, whatever the machine's language. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

function counted(n: number, what: string): string {
  return `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;
}

/** Scenarios run and states told apart in the lengths that were searched whole. */
export function totals({ levels }: Pick<Search, 'levels'>): { scenarios: number; states: number } {
  const scenarios = levels.reduce((sum, level) => sum + level.scenarios, 0);
  return { scenarios, states: levels.reduce((sum, level) => sum + (level.states ?? 0), 1) };
}

/** The space that was asked about: alphabet, memory and limits, in lines of at most 100 columns. */
export function spaceText({ space, shard }: SearchQuestion): string[] {
  const { alphabet, memory, options, length, pages, processes, references } = space;
  const limits = [
    `up to ${counted(length, 'statement')}`,
    counted(processes, 'process').replace(/processs$/, 'processes'),
    counted(pages, 'page'),
    `${counted(references, 'reference')} at once`,
    ...(memory === 'written' ? [] : [`${memory} memory`]),
    ...options.map((option) => `option ${option}`),
    ...(shard ? [`shard ${shard.index}/${shard.count}`] : []),
  ];
  return [...wrapped(`alphabet: ${alphabet}`), `${limits.join(', ')}`];
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 98) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** What the search came to, in one sentence without a full stop. */
export function answerText(search: Search): string {
  const { question, answer, witnesses, stopped } = search;
  const { scenarios, states } = totals(search);
  const ran = `${counted(scenarios, 'scenario')} run, ${counted(states, 'state')} told apart`;
  const what = soughtText(question.sought, openHarms(search));
  switch (answer) {
    case 'found': {
      const longest = Math.max(...witnesses.map(({ length }) => length));
      return `found with ${counted(longest, 'statement')}; none shorter does (${ran})`;
    }
    case 'none':
      return `no scenario of up to ${counted(question.space.length, 'statement')} over this alphabet ${what} (${ran})`;
    case 'stopped': {
      const { why, length, done, of } = stopped!;
      const whole =
        length === 1
          ? 'nothing was searched whole'
          : `no scenario of up to ${counted(length - 1, 'statement')} over this alphabet ${what} (${ran})`;
      return `stopped after ${why}: ${whole}; of ${counted(length, 'statement')}, ${grouped(done)} of ${grouped(of)} states were gone on from`;
    }
  }
}
