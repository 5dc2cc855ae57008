/**
 * The bytes of a page, each by the write that it came from. A content never changes: a write gives another one, so
 * pages, slots and copies of the state share theirs freely, and a copy of the state copies no bytes.
 */

/** The bytes of a page that were ever written. Read it by `writeAt` and `pairsOf` alone. */
export interface Content {
  /** Offset, write, offset, write … in ascending offset. */
  readonly sorted: readonly number[];
  /** The writes since, in their order. Contents made one from the other share this array, and each knows how much of it is its own. */
  readonly recent: number[];
  /** Numbers of `recent` that are this content's. */
  readonly length: number;
}

/** Memory that was never written: every byte is 0. */
export const BLANK: Content = { sorted: [], recent: [], length: 0 };

/** An offset after all of a page. */
const BEYOND = 2 ** 30;

/** Numbers in `recent` before they are sorted in: few, since each read looks through them. */
const RECENT = 32;

/** A content of bytes in ascending offset: offset, write, offset, write … */
export function contentOfPairs(sorted: readonly number[]): Content {
  return { sorted, recent: [], length: 0 };
}

/** Where an offset stands among sorted pairs, or would: index of its pair. */
function placeIn(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle * 2]! < offset) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** The write whose byte stands at an offset; 0: never written. */
export function writeAt({ sorted, recent, length }: Content, offset: number): number {
  for (let i = length - 2; i >= 0; i -= 2) if (recent[i] === offset) return recent[i + 1]!;
  if (sorted.length === 0) return 0;
  const at = placeIn(sorted, offset);
  return sorted[at] === offset ? sorted[at + 1]! : 0;
}

/** The content after a write of one byte. */
export function withWrite(content: Content, offset: number, write: number): Content {
  const { length } = content;
  if (length === RECENT) return { sorted: pairsOf(content), recent: [offset, write], length: 2 };
  if (length === 0) return { sorted: content.sorted, recent: [offset, write], length: 2 };
  // Where another content went on from here already, this one goes on in an array of its own.
  const recent = content.recent.length === length ? content.recent : content.recent.slice(0, length);
  recent.push(offset, write);
  return { sorted: content.sorted, recent, length: length + 2 };
}

/** Every byte ever written: offset, write, offset, write … in ascending offset. */
export function pairsOf({ sorted, recent, length }: Content): readonly number[] {
  if (length === 0) return sorted;
  const added = latestOf(recent, length);
  if (sorted.length === 0) return added;
  // Room for all at once: an array that grows is copied again and again, and keeps room that it never needs.
  const pairs = new Array<number>(sorted.length + added.length);
  let end = 0;
  let from = 0;
  let next = 0;
  while (from < sorted.length || next < added.length) {
    const before = from < sorted.length ? sorted[from]! : BEYOND;
    const now = next < added.length ? added[next]! : BEYOND;
    if (before < now) {
      pairs[end++] = before;
      pairs[end++] = sorted[from + 1]!;
      from += 2;
    } else {
      pairs[end++] = now;
      pairs[end++] = added[next + 1]!;
      next += 2;
      if (before === now) from += 2;
    }
  }
  pairs.length = end;
  return pairs;
}

/** The last write to each offset among the first `length` numbers of `recent`, which are few, in ascending offset. */
function latestOf(recent: readonly number[], length: number): number[] {
  const pairs: number[] = [];
  for (let i = 0; i < length; i += 2) {
    const offset = recent[i]!;
    let at = pairs.length;
    while (at > 0 && pairs[at - 2]! >= offset) at -= 2;
    if (pairs[at] !== offset) {
      pairs.push(0, 0);
      pairs.copyWithin(at + 2, at, pairs.length - 2);
      pairs[at] = offset;
    }
    pairs[at + 1] = recent[i + 1]!;
  }
  return pairs;
}

/** The bytes from `from` up to `end`, at offsets from 0. */
export function sliceOf(content: Content, from: number, end: number): Content {
  const sorted = content.sorted.slice(placeIn(content.sorted, from), placeIn(content.sorted, end));
  for (let i = 0; from !== 0 && i < sorted.length; i += 2) sorted[i] = sorted[i]! - from;
  const recent: number[] = [];
  for (let i = 0; i < content.length; i += 2) {
    const offset = content.recent[i]!;
    if (offset >= from && offset < end) recent.push(offset - from, content.recent[i + 1]!);
  }
  return sorted.length + recent.length === 0 ? BLANK : { sorted, recent, length: recent.length };
}
