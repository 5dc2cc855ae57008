/** Passes of shrinking that leave pieces out. */
import { blockEnd, closes, opens, type Piece } from './pieces.ts';

/**
 * A pass: yields a candidate, and is told what became of it (the candidate, or less of it) where it will do, null where it
 * will not. What it last got is its result.
 */
export type Pass = Generator<readonly Piece[], void, readonly Piece[] | null>;

/** The most pieces of which every pair is tried. */
const PAIRS = 60;

function isUnit(piece: Piece): boolean {
  return !piece.fixed && !opens(piece) && !closes(piece);
}

/** The pieces without those at some indices. */
function without(pieces: readonly Piece[], gone: readonly number[]): readonly Piece[] {
  const set = new Set(gone);
  return pieces.filter((_, i) => !set.has(i));
}

/**
 * Leaves out ever shorter runs of statements, from the last on, until no single one can go. Those before a statement tend to
 * make what it names: from the end fewer others go with it.
 */
export function* leaveOut(start: readonly Piece[]): Pass {
  let pieces = start;
  for (let size = Math.max(1, pieces.length >> 1); size >= 1; size = size === 1 ? 0 : size >> 1) {
    for (let changed = true; changed; ) {
      changed = false;
      let units = pieces.flatMap((piece, i) => (isUnit(piece) ? [i] : []));
      for (let to = units.length; to > 0; to -= size) {
        const kept = yield without(pieces, units.slice(Math.max(0, to - size), to));
        if (kept === null) continue;
        pieces = kept;
        changed = true;
        units = pieces.flatMap((piece, i) => (isUnit(piece) ? [i] : []));
        to = Math.min(to, units.length + size);
      }
    }
  }
}

/** Leaves out pairs: what one makes and another undoes, such as `lock` and `unlock`. */
export function* leaveOutPairs(start: readonly Piece[]): Pass {
  let pieces = start;
  if (pieces.length > PAIRS) return;
  for (let i = 0; i < pieces.length; i++) {
    for (let j = i + 1; j < pieces.length; j++) {
      if (!isUnit(pieces[i] as Piece) || !isUnit(pieces[j] as Piece)) continue;
      const kept = yield without(pieces, [i, j]);
      if (kept === null) continue;
      pieces = kept;
      j = i;
    }
  }
}

/** Leaves out blocks, and where they are needed, their braces: what raced then goes one after another. */
export function* leaveOutBlocks(start: readonly Piece[]): Pass {
  let pieces = start;
  for (let i = 0; i < pieces.length; i++) {
    if (!opens(pieces[i] as Piece)) continue;
    const end = blockEnd(pieces, i);
    const inside = pieces.flatMap((piece, at) => (at >= i && at <= end && (opens(piece) || closes(piece)) ? [at] : []));
    const whole = Array.from({ length: end - i + 1 }, (_, k) => i + k);
    for (const gone of [whole, inside]) {
      const kept = yield without(pieces, gone);
      if (kept === null) continue;
      pieces = kept;
      i--;
      break;
    }
  }
}
