/** What the language accepts and the machine does not simulate yet: said, never guessed. */
import type { Statement } from '../language/program.ts';

/** The sentence that refuses a statement, or null where it is simulated. */
export function unsimulated(statement: Statement): string | null {
  if (statement.race) return notYet('race');
  return null;
}

function notYet(what: string): string {
  return `\`${what}\` is not simulated yet; this statement is skipped, and the rest is run`;
}
