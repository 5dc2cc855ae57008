/** What the language accepts and the machine does not simulate yet: said, never guessed. */
import type { Statement } from '../language/program.ts';

/** The sentence that refuses a statement, or null where it is simulated. */
export function unsimulated(statement: Statement): string | null {
  if (statement.race) return notYet('race');
  const { operation } = statement;
  if (!operation) return null;
  switch (operation.kind) {
    case 'ksm': case 'split': case 'migrate': case 'numa_hint': return notYet(operation.kind);
    case 'mmap': return operation.huge ? notYet(operation.huge) : null;
    case 'madvise':
      switch (operation.advice) {
        case 'collapse': case 'hugepage': case 'nohugepage': case 'mergeable': case 'unmergeable':
          return notYet(`madvise ${operation.advice}`);
        default: return null;
      }
    default: return null;
  }
}

function notYet(what: string): string {
  return `\`${what}\` is not simulated yet; this statement is skipped, and the rest is run`;
}
