/** Scenario texts made from numbers and from the table: an operation that is added there is drawn too. */
import { OPERATIONS, type Operand, type OperationRow, type OperationWord, OUTCOMES } from './operations.ts';
import { PAGE_FLAGS, VERDICTS } from './program.ts';

/** What random scenarios are made of. */
export interface ScenarioOptions {
  /** The operations to draw from; all by default. Common ones are drawn more often. */
  readonly words?: readonly OperationWord[];
  readonly minLength?: number;
  /** The most statements; 20 by default. */
  readonly maxLength?: number;
  /** Pages 0x1000, 0x2000 …; 4 by default. */
  readonly pages?: number;
  /** Adds `let`, `option`, comments, `=>` and `expect`, which seldom hold: for tests of the language, not of runs. */
  readonly decorated?: boolean;
  /** Leaves `thp` and `hugetlb` out of `mmap`. */
  readonly smallPages?: boolean;
}

const COMMON: readonly OperationWord[] = [
  'read',
  'write',
  'write',
  'fork',
  'pin',
  'get',
  'exit',
  'unpin',
  'mprotect',
  'swapout',
  'madvise',
];

/** A source of numbers: the seeds of one statement, used up in turn. */
class Dice {
  private readonly seeds: readonly number[];
  private at = 0;
  constructor(seeds: readonly number[]) {
    this.seeds = seeds;
  }
  /** A number from 0 up to but not `end`. */
  roll(end: number): number {
    return (this.seeds[this.at++ % this.seeds.length] ?? 0) % end;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

class Writer {
  readonly processes = ['p1'];
  readonly references: string[] = [];
  private readonly used = new Set(['p1']);
  private readonly lets: string[] = [];
  private readonly pages: number;
  private readonly smallPages: boolean;

  constructor({ pages = 4, smallPages = false }: ScenarioOptions) {
    this.pages = pages;
    this.smallPages = smallPages;
  }

  /** A statement, or null where what it needs is not there. */
  statement(word: OperationWord, dice: Dice): string | null {
    const row: OperationRow = OPERATIONS[word];
    const form = dice.pick(row.forms);
    const parts: string[] = [word];
    let made: string | null = null;
    let process = '';
    let reference = '';
    for (const operand of form) {
      if (operand.role === 'as' || (operand.role === 'process' && operand.defines)) {
        made = this.newName(operand, dice, parts);
        continue;
      }
      const text = this.operand(operand, dice);
      if (text === null) return null;
      if (operand.role === 'process' && process === '') process = text;
      if (operand.role === 'reference') reference = text;
      if (text !== '') parts.push(text);
    }
    if (word === 'exit' && this.processes.length === 1) return null;
    const makes = form.find((operand) => operand.role === 'as');
    const times = word !== 'exit' && word !== 'process' && reference === '' && dice.roll(12) === 0 ? 2 : 1;
    this.follow(word, {
      process,
      reference,
      made,
      times,
      makes: makes?.role === 'as' ? makes.makes : word === 'process' ? 'process' : null,
    });
    return parts.join(' ') + (times > 1 ? ` times ${times}` : '');
  }

  private newName(operand: Operand, dice: Dice, parts: string[]): string | null {
    const process = operand.role === 'process' || (operand.role === 'as' && operand.makes === 'process');
    if (operand.role === 'as' && dice.roll(2) === 0) return null;
    const name = this.lowest(process ? 'q' : 'r');
    parts.push(operand.role === 'as' ? `as ${name}` : name);
    return name;
  }

  private lowest(letter: string): string {
    let n = 1;
    while (this.used.has(letter + n)) n++;
    return letter + n;
  }

  /** Keeps up with the names that the statement makes and ends. */
  private follow(
    word: OperationWord,
    done: {
      process: string;
      reference: string;
      made: string | null;
      times: number;
      makes: 'process' | 'reference' | null;
    },
  ): void {
    if (word === 'exit') this.processes.splice(this.processes.indexOf(done.process), 1);
    if ((word === 'unpin' || word === 'put') && done.reference !== '')
      this.references.splice(this.references.indexOf(done.reference), 1);
    if (done.makes === null) return;
    for (let i = 0; i < done.times; i++) {
      const name = (i === 0 ? done.made : null) ?? this.lowest(done.makes === 'process' ? 'p' : 'ref');
      this.used.add(name);
      (done.makes === 'process' ? this.processes : this.references).push(name);
    }
  }

  /** The text of an operand; empty where it is left out; null where nothing can stand there. */
  private operand(operand: Operand, dice: Dice): string | null {
    switch (operand.role) {
      case 'process':
        return dice.pick(this.processes);
      case 'reference':
        return this.references.length > 0 ? dice.pick(this.references) : null;
      case 'address':
        // A destination is as long as what is moved there: one address.
        return operand.name === 'A' ? this.address(dice) : `0x${dice.roll(this.pages) + 1}000`;
      case 'plus_offset':
        return dice.pick(['', '', '+8', '+0']);
      case 'value':
        return dice.pick(['', '5', "'A'", '0xff']);
      case 'file':
        return dice.pick(['f', 'g']);
      case 'number':
        return operand.name === 'OFFSET' ? dice.pick(['0', '0x1008']) : dice.pick(['0', '1']);
      case 'word':
        return operand.word;
      case 'choice':
        return dice.pick(operand.words);
      case 'flags':
        return operand.groups
          .flatMap((group) => (dice.roll(3) === 0 ? dice.pick(group) : []))
          .filter((flag) => !this.smallPages || (flag !== 'thp' && flag !== 'hugetlb'))
          .join(' ');
      case 'backing':
        return dice.pick(['', '', 'anon', 'file f', 'file g']);
      case 'as':
        return '';
      default:
        return operand satisfies never;
    }
  }

  private address(dice: Dice): string {
    const first = dice.roll(this.pages) + 1;
    const page = `0x${first}000`;
    const shape = dice.roll(8);
    if (shape === 0) return `${page}..0x${first + dice.roll(this.pages - first + 1)}fff`;
    if (shape === 1) return `${page} x${1 + dice.roll(this.pages - first + 1)}`;
    if (shape === 2) return `0x${first}008`;
    return shape === 3 && this.lets.length > 0 ? dice.pick(this.lets) + dice.pick(['', '+8']) : page;
  }

  /** A directive, a comment or an expectation. */
  decoration(dice: Dice): string {
    const shape = dice.roll(6);
    if (shape === 0) {
      const name = this.lowest('a');
      this.used.add(name);
      this.lets.push(name);
      return `let ${name} = 0x${dice.roll(this.pages) + 1}000`;
    }
    if (shape === 1)
      return dice.pick([
        'option lru_batch on',
        'option swap sync',
        '# a comment',
        '',
        'kernel 5.10 6.12',
        'kernel bit = 5.10 with write_gup_marks = any',
      ]);
    if (shape === 2)
      return `expect ${dice.pick(VERDICTS)} ${dice.pick(['on < 5.9', 'on 5.10', 'on 5.9..5.18, exclusive'])}`;
    const page = `0x${dice.roll(this.pages) + 1}000`;
    if (shape === 3) return `expect ${dice.pick(this.processes)} ${page} page_count 2, not ${dice.pick(PAGE_FLAGS)}`;
    if (shape === 4) return `expect ${dice.pick(this.processes)} ${page} same ${dice.pick(this.processes)} 0x1000`;
    return this.references.length > 0 ? `expect ${dice.pick(this.references)} coherent` : `expect right`;
  }
}

/**
 * The text that these numbers make, one statement a line: at most one for each list of numbers, which are used up in
 * turn. The statements are valid as the parser sees them: processes that are alive, references that are held. The same
 * numbers make the same text.
 */
export function textFromNumbers(seeds: readonly (readonly number[])[], options: ScenarioOptions = {}): string {
  const words = options.words ?? (Object.keys(OPERATIONS) as OperationWord[]);
  const drawn = [
    ...words,
    ...COMMON.filter((word) => words.includes(word)),
    ...COMMON.filter((word) => words.includes(word)),
  ];
  const writer = new Writer(options);
  const lines: string[] = [];
  const whatIfs = new Set<string>();
  for (const seed of seeds) {
    const dice = new Dice(seed);
    if (options.decorated && dice.roll(3) === 0) {
      const text = writer.decoration(dice);
      if (!text.startsWith('kernel bit') || !whatIfs.has(text)) lines.push(text);
      if (text.startsWith('kernel bit')) whatIfs.add(text);
      continue;
    }
    const statement = writer.statement(dice.pick(drawn), dice);
    if (statement !== null) lines.push(statement + (options.decorated && dice.roll(3) === 0 ? tail(dice) : ''));
  }
  return lines.join('\n');
}

function tail(dice: Dice): string {
  const outcome = dice.pick(OUTCOMES);
  return dice.pick([
    ` => ${outcome}`,
    `  => ${outcome} on < 5.9, value 5 on 6.12`,
    '   # why',
    '; drain',
    ` => ${outcome}, value 7`,
  ]);
}
