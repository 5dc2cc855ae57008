import { randomNumbers } from './measure.ts';

/** A text to open, with lines that an edit may change. */
export interface Document {
  readonly uri: string;
  readonly languageId: string;
  readonly lines: readonly string[];
  /** The line as it stands after its n-th edit. */
  edited(line: number, n: number): string;
  /** Lines that may be edited, and the column of a word there to hover over. */
  readonly targets: readonly { readonly line: number; readonly column: number }[];
}

/** Pages that the scenario works on: some 1 MB, more than any cache line's worth and less than a fork of minutes. */
const PAGES = 256;

/** Lines of a scenario after which everything that it took is given back. */
const ROUND = 12;

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/**
 * Statements as people mix them: faults, forks that end, references of both kinds that are released, protection,
 * tracking, swap, expectations and comments. Addresses and values vary, so that few lines are alike.
 */
function round(n: number, below: (limit: number) => number): string[] {
  const page = () => 0x10000 + below(PAGES) * 0x1000;
  const byte = () => page() + below(512) * 8;
  const [pinned, got, shared, swapped] = [page(), page(), page(), page()];
  return [
    `write p1 ${hex(byte())} ${1 + below(255)}`,
    `read p1 ${hex(byte())}`,
    `pin p1 ${hex(pinned)} as dma${n}`,
    `write dma${n} +${below(4096)} ${1 + below(255)}`,
    `unpin dma${n}`,
    `# round ${n}: a pipe takes a page and gives it back`,
    `get p1 ${hex(got)} as pipe${n}`,
    `put pipe${n}   # released`,
    `mprotect p1 ${hex(shared)} r`,
    `mprotect p1 ${hex(shared)} rw`,
    n % 2 === 0 ? `swapout p1 ${hex(swapped)}` : `read p1 ${hex(swapped + below(512) * 8)}`,
    n % 50 === 0
      ? `fork p1 as child${n}; write child${n} ${hex(byte())}; exit child${n}`
      : `write p1 ${hex(byte())} ${1 + below(255)}`,
  ];
}

/** A scenario of so many lines, the same in every run. */
export function cowDocument(length: number): Document {
  const below = randomNumbers(length);
  const lines: string[] = [];
  for (let n = 0; lines.length < length; n++) lines.push(...round(n, below));
  lines.length = length;
  // The first line of each round writes a value: an edit changes it.
  const targets = lines.flatMap((text, line) => (line % ROUND === 0 ? [{ line, column: text.indexOf('0x') }] : []));
  const edited = (line: number, n: number) => (lines[line] ?? '').replace(/\d+$/, `${1 + (n % 255)}`);
  return { uri: `file:///bench/of-${length}.cow`, languageId: 'cow', lines, edited, targets };
}

/** A JSON document of so many lines, the same in every run: an object a line, as in a data file. */
export function jsonDocument(length: number): Document {
  const below = randomNumbers(length);
  const row = (line: number, count: number) =>
    `  "row${line}": { "name": "page ${below(99999)}", "count": ${count}, "tags": ["a", "b"] },`;
  const lines = ['{', ...Array.from({ length: length - 3 }, (_, i) => row(i + 1, below(1000))), '  "last": {}', '}'];
  const targets = lines.slice(1, -2).map((text, i) => ({ line: i + 1, column: text.indexOf('count') }));
  const edited = (line: number, n: number) => (lines[line] ?? '').replace(/"count": \d+/, `"count": ${n % 1000}`);
  return { uri: `file:///bench/of-${length}.json`, languageId: 'json', lines, edited, targets };
}
