/** What one call may cost. Whoever calls waits, and cannot take a call back that goes on and on. */

/** Characters of a text. */
export const MAX_CHARACTERS = 1_000_000;

/** Kernels of one call. */
export const MAX_KERNELS = 60;

/** Milliseconds after which a call gives what it has. One run is always done to its end. */
export const MAX_MILLISECONDS = 10_000;

/** Lines of an answer; what is beyond is counted. */
export const MAX_LINES = 400;

/** The limits in a sentence, for the descriptions of tools. */
export const LIMITS_TEXT = `Limits: 100,000 statements a text, repetitions counted; ${MAX_KERNELS} kernels and ${MAX_MILLISECONDS / 1000} seconds a call; an answer that met one says so.`;

/** Tells whether the time of a call is over; the call begins now. */
export function startClock(now: () => number = () => performance.now()): () => boolean {
  const end = now() + MAX_MILLISECONDS;
  return () => now() > end;
}

/** A text of at most `MAX_LINES` lines, the last of which says how many are missing. */
export function shortened(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= MAX_LINES) return text;
  return [...lines.slice(0, MAX_LINES), `… and ${lines.length - MAX_LINES} lines more`].join('\n');
}
