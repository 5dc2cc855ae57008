/** What memory a search starts with: how it is made, at which addresses, and the scenario of no statements but that. */
import { parseProgram } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { unreachable } from '../../language/unreachable.ts';

/** The memory that a search may start with. */
export const MEMORIES = ['written', 'fresh', 'file', 'shared', 'thp', 'hugetlb'] as const;

/**
 * One kind of memory to start with: `written` is a scenario's usual start, the others begin with a mapping of that kind,
 * the huge ones with a first write as well.
 */
export type Memory = (typeof MEMORIES)[number];

/** Where the pages of a search are, and what a statement about a whole mapping names. */
export interface Places {
  /** Address of each page, as it is written. */
  readonly addresses: readonly string[];
  /** What mprotect, madvise and their kin are told of it: of hugetlb memory the whole huge page, which cannot be cut. */
  readonly ranges: readonly string[];
  /** Whether pages are alike: then they are named in the order of their first use. */
  readonly alike: boolean;
  /** The statements that make the memory. */
  readonly preamble: readonly string[];
}

/** Pages of small memory do not touch, so that no mapping can be merged with the next. */
const APART = 0x2000;
const FIRST = 0x1000;
const HUGE = 0x200000;

/** Where the pages of this memory are. Pages of huge memory are small pages of one huge page. */
export function placesOf(memory: Memory, pages: number): Places {
  const hex = (address: number): string => `0x${address.toString(16)}`;
  if (memory === 'thp' || memory === 'hugetlb') {
    const whole = `${hex(HUGE)} x512`;
    const addresses = Array.from({ length: pages }, (_, i) => hex(HUGE + i * 0x1000));
    return {
      addresses,
      ranges: memory === 'thp' ? addresses : addresses.map(() => whole),
      alike: false,
      preamble: [`mmap p1 ${whole} ${memory}`, `write p1 ${hex(HUGE)}`],
    };
  }
  const addresses = Array.from({ length: pages }, (_, i) => hex(FIRST + i * APART));
  return { addresses, ranges: addresses, alike: true, preamble: addresses.flatMap((a) => preambleOf(memory, a)) };
}

function preambleOf(memory: Exclude<Memory, 'thp' | 'hugetlb'>, address: string): string[] {
  switch (memory) {
    case 'written':
      return [];
    case 'fresh':
      return [`mmap p1 ${address}`];
    case 'file':
      return [`mmap p1 ${address} file f`];
    case 'shared':
      return [`mmap p1 ${address} shared`];
    default:
      return unreachable(memory);
  }
}

/** The scenario before the search's first statement, with all of its pages named. `options` are `option` lines. */
export function startOf(places: Places, options: readonly string[]): { start: Scenario; all: Scenario } {
  const lines = [...options.map((option) => `option ${option}`), ...places.preamble];
  const all = parseProgram([...lines, ...places.addresses.map((address) => `read p1 ${address}`)]).scenarios[0]!;
  return { start: { ...all, statements: all.statements.slice(0, places.preamble.length) }, all };
}

/** What is wrong with `option` lines, said without the word; empty where nothing is. */
export function readOptions(options: readonly string[]): string[] {
  return options.flatMap((option) => parseProgram(`option ${option}`).errors.map(({ message }) => message));
}
