/** Findings put into words: the warnings of the language's section 6. */

import type { Statement, Verdict } from '../language/program.ts';
import { unreachable } from '../language/unreachable.ts';
import { PAGE_SIZE } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import { fileName, hex } from '../machine/view.ts';
import type { Finding, Viewer } from './judge.ts';
import type { Related, Warning, WarningCode } from './trace.ts';

/** The harm that a finding is; null where it is only a hint. */
export function harmOf(code: WarningCode): Verdict | null {
  switch (code) {
    case 'wrong-cow':
      return 'lost';
    case 'missed-cow':
      return 'leak';
    case 'unnecessary-cow':
      return 'slow';
    default:
      return null;
  }
}

const SEVERITY: Partial<Record<WarningCode, Warning['severity']>> = {
  'missed-cow': 'warning',
  'wrong-cow': 'warning',
  'pinned-read-only': 'warning',
  'soft-dirty-clean': 'warning',
  'unexpected-fault': 'warning',
  'expectation-failed': 'error',
};

/** How bad a warning is. */
export function severityOf(finding: Pick<Finding, 'code' | 'harmless'>): Warning['severity'] {
  return finding.code === 'pinned-read-only' && finding.harmless ? 'hint' : (SEVERITY[finding.code] ?? 'hint');
}

function nameOf(m: Machine, { kind, id, at }: Viewer): string {
  switch (kind) {
    case 'process':
      return `${m.scenario.processes[id]} ${hex(m.layout.vpn[at]! * PAGE_SIZE)}`;
    case 'reference':
      return m.scenario.references[id]!;
    case 'file':
      return `file ${fileName(m, id)}`;
  }
}

function messageOf(m: Machine, finding: Finding): string {
  const who = nameOf(m, finding.viewer);
  const more = finding.more === 0 ? '' : ` (and ${finding.more} more)`;
  switch (finding.code) {
    case 'wrong-cow':
      return `lost write: it went to page ${finding.written}, but ${who} looks at page ${finding.page}${more}; they were one memory, and copy-on-write parted them`;
    case 'missed-cow':
      return `leak: ${who} sees a byte that it should never see${more}: page ${finding.page} is still shared with it, and was not copied`;
    case 'unnecessary-cow':
      return `unnecessary copy: nobody else named the page of ${who}${more}`;
    case 'incoherent-get':
      return `${who} keeps the old bytes${more}: a plain read reference is owed secrecy, and no kernel promises it coherency`;
    case 'pinned-read-only':
      return finding.harmless
        ? `${who} is under a live write reference and read-only${more}; the exclusive flag makes the next write reuse the page`
        : `${who} is under a live write reference, and read-only in a mapping that allows writing${more}: it is not really read-only, and the next write may copy it away`;
    case 'soft-dirty-clean':
      return `${who} is under a live write reference and reports clean${more}: whoever holds it may be writing`;
    case 'stale-reference':
      return `${who} is cut off${more}: the scenario itself unmaps or replaces the memory under it`;
    case 'maybe-pinned':
      return `page ${finding.page} has 1024 references or more, and none is a pin: the kernel takes it for pinned`;
    case 'reference-held':
    case 'unexpected-fault':
    case 'expectation-failed':
    case 'unmatched-on':
      return '';
    default:
      return unreachable(finding.code);
  }
}

/** A statement's place with a message. */
export function relatedTo(statement: Statement, message: string): Related {
  return { line: statement.line, column: statement.column, endColumn: statement.endColumn, message };
}

/** The statements that made a finding possible, and the first at which it is seen. */
function relatedOf(m: Machine, finding: Finding): Related[] {
  const related: Related[] = [];
  const add = (index: number, message: string): void => {
    const statement = m.scenario.statements[index];
    if (
      statement &&
      index !== finding.statement &&
      !related.some((one) => one.line === statement.line && one.column === statement.column)
    ) {
      related.push(relatedTo(statement, message));
    }
  };
  if (finding.takenSince >= 0) add(finding.takenSince, `${nameOf(m, finding.viewer)} was taken here`);
  add(finding.protectedSince, 'this took write access from the page');
  add(finding.copiedSince, 'the page table got its page here');
  if (finding.seen >= 0) add(finding.seen, 'the difference is seen here');
  return related;
}

/** A finding as a warning on its statement. */
export function warningOf(m: Machine, finding: Finding): Warning {
  const { line, column, endColumn } = m.scenario.statements[finding.statement]!;
  return {
    code: finding.code,
    severity: severityOf(finding),
    line,
    column,
    endColumn,
    message: messageOf(m, finding),
    related: relatedOf(m, finding),
  };
}
