/** A wrong word: what to say of it, and the word that was probably meant. */
export interface Suggestion {
  readonly message: string;
  /** The right spelling, ready to take the word's place; nothing where none comes near. */
  readonly fix: string | undefined;
}

/** Levenshtein distance of two short words, letters of either case alike. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate nearest to a word, if a third of its letters or fewer differ; the first of equals. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  // A word twice as long as any candidate is no misspelling, and the distance costs its square.
  if (word.length > 64) return undefined;
  for (const candidate of candidates) {
    const d = distance(word, candidate);
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** A message that ends in the proposal, where there is one. */
export function suggest(what: string, fix: string | undefined): Suggestion {
  return { message: fix === undefined ? what : `${what}; did you mean ${fix}?`, fix };
}
