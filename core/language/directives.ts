/** The words that start what is no operation, and the options. */
import type { Cursor } from './cursor.ts';
import { fail, stretchOf } from './cursor.ts';
import type { Options } from './program.ts';
import type { Term } from './syntax.ts';

/** The words that start a statement and are no operation. */
export const DIRECTIVES = ['scenario', 'kernel', 'let', 'option', 'expect', 'race', 'thread'] as const;

/** What an option may be set to: words, or a number. */
export interface OptionRow {
  readonly doc: string;
  readonly words: readonly string[];
  /** What the number counts; null where the option takes words. */
  readonly number: string | null;
}

/** The options, by name. */
export const OPTIONS: Readonly<Record<string, OptionRow>> = {
  lru_batch: {
    doc: 'Models the per-CPU lru_add batches inside and between statements. Without it they are drained after every statement.',
    words: ['on', 'off'],
    number: null,
  },
  memlock: { doc: 'RLIMIT_MEMLOCK in bytes, to which long-term pins are charged.', words: [], number: 'SIZE' },
  swap: {
    doc: '`sync`: a synchronous swap device (zram); `stable_writes`: a device that wants stable pages.',
    words: ['sync', 'stable_writes'],
    number: null,
  },
  files: { doc: '`dirty_tracked`: a file system that wants page_mkwrite.', words: ['dirty_tracked'], number: null },
  force_writes: {
    doc: 'The restriction of FOLL_FORCE writes by /proc/PID/mem: `always` allows them, `never` refuses.',
    words: ['always', 'never'],
    number: null,
  },
  hugetlb_pool: { doc: 'How many huge pages the hugetlb pool has.', words: [], number: 'N' },
};

/** The options where nothing is said. */
export const DEFAULT_OPTIONS: Options = {
  lru_batch: false,
  memlock: null,
  swap_sync: false,
  swap_stable_writes: false,
  files_dirty_tracked: false,
  force_writes: null,
  hugetlb_pool: null,
};

/** Takes `NAME VALUE` after the word `option`. */
export function parseOption(cursor: Cursor): { name: Term; value: string | number } {
  const token = cursor.peek();
  const name = cursor.takeName(`The name of an option (${Object.keys(OPTIONS).join(', ')})`);
  const row = Object.hasOwn(OPTIONS, name.text) ? OPTIONS[name.text] : undefined;
  if (row === undefined || token === undefined)
    return token ? cursor.wrongWord(token, 'option', Object.keys(OPTIONS)) : cursor.missing('An option');
  const value =
    row.number === null ? cursor.takeWord(`value of ${name.text}`, row.words) : takeOptionNumber(cursor, row.number);
  cursor.end([]);
  return { name, value };
}

function takeOptionNumber(cursor: Cursor, what: string): number {
  const token = cursor.peek();
  if (what === 'N' && token && cursor.isNumber()) {
    const number = cursor.takeNumber(what);
    if (number > 65_536)
      fail('limit', stretchOf(token), 'The pool holds at most 65,536 huge pages; write a smaller number');
    return number;
  }
  return cursor.takeNumber(`A number (${what})`);
}

/** The options with one more set. */
export function withOption(options: Options, name: string, value: string | number): Options {
  switch (name) {
    case 'lru_batch':
      return { ...options, lru_batch: value === 'on' };
    case 'memlock':
      return { ...options, memlock: Number(value) };
    case 'swap':
      return value === 'sync' ? { ...options, swap_sync: true } : { ...options, swap_stable_writes: true };
    case 'files':
      return { ...options, files_dirty_tracked: true };
    case 'force_writes':
      return { ...options, force_writes: value === 'never' ? 'never' : 'always' };
    case 'hugetlb_pool':
      return { ...options, hugetlb_pool: Number(value) };
    default:
      return options;
  }
}
