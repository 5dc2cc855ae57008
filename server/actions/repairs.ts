import type { Operation, Scenario, Statement, Warning } from '@cowscope/core';
import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import { toRange } from '../positions.ts';
import { firstOnLine } from '../statements.ts';
import { type ActionRequest, insertion, linesBelow, overlaps, quickFix, removal, statementsBefore } from './edit.ts';
import { nameMade } from './names.ts';
import { isRepaired } from './repaired.ts';

/**
 * What keeps a warning from coming: releasing the reference in time, keeping its page out of the child, or pinning it.
 * Each is tried first: what would not repair the scenario is not offered.
 */
export function repairs(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const index = document.scenarioAt(range.start.line);
  if (document.program.scenarios[index] === undefined) return [];
  const { warnings, scenario } = document.trace(index);
  return warnings
    .filter((warning) => overlaps(toRange(warning), range))
    .flatMap((warning) => repair({ ...request, index, scenario, warning }));
}

interface RepairRequest extends ActionRequest {
  /** Of the scenario in its document. */
  readonly index: number;
  readonly scenario: Scenario;
  readonly warning: Warning;
}

function repair(request: RepairRequest): CodeAction[] {
  switch (request.warning.code) {
    case 'reference-held':
      return releaseAtEnd(request);
    case 'wrong-cow':
    case 'pinned-read-only':
      return [...keepFromChild(request), ...pinInstead(request), ...releaseEarlier(request)];
    case 'incoherent-get':
      return [...keepFromChild(request), ...pinInstead(request)];
    default:
      return [];
  }
}

/** The fix, if the text that it makes is repaired by it. */
function offer(request: RepairRequest, title: string, edits: TextEdit[]): CodeAction[] {
  const { document, index, warning } = request;
  return isRepaired(document, index, warning, edits) ? [quickFix(request, title, edits, repaired(request))] : [];
}

function releaseAtEnd(request: RepairRequest): CodeAction[] {
  const { scenario, warning, document } = request;
  const taken = statementAt(scenario, warning.line, warning.column);
  const name = taken && nameMade(taken, scenario);
  const last = scenario.statements[scenario.statements.length - 1];
  if (name === undefined || last === undefined) return [];
  const edit = linesBelow(document, last.line - 1, [`unpin ${name}`]);
  return offer(request, `Release it at the end: unpin ${name}`, [edit]);
}

/** `madvise P A dontfork` before the fork that shared the page. */
function keepFromChild(request: RepairRequest): CodeAction[] {
  const { scenario, document } = request;
  const fork = forkOf(request);
  const [taken] = takenBy(request);
  const where = taken?.operation && placeOf(taken.operation, scenario);
  if (fork === undefined || !where) return [];
  const text = `madvise ${where} dontfork`;
  return offer(request, `Keep the page from the child: ${text}`, [statementsBefore(document, fork, [text])]);
}

/** `pin` in the place of `get`. */
function pinInstead(request: RepairRequest): CodeAction[] {
  return takenBy(request).flatMap((taken) => {
    if (taken.word !== 'get' || taken.operation?.kind !== 'get') return [];
    const { line, column } = taken;
    const start = { line: line - 1, character: column - 1 };
    const range = { start, end: { line: line - 1, character: column - 1 + taken.word.length } };
    // Without a word a pin is for writing, a get for reading.
    const isForReading = !taken.operation.write && !/\bread\b/.test(taken.text);
    const flag = isForReading ? flagsEnd(taken) : [];
    return offer(request, 'Pin the page instead (FOLL_PIN)', [{ range, newText: 'pin' }, ...flag]);
  });
}

/** `read` behind the address. */
function flagsEnd({ text, line, column }: Statement): TextEdit[] {
  const head = /^get\s+\S+\s+\S+(\s+x\d+)?/.exec(text)?.[0];
  return head === undefined ? [] : [insertion(line - 1, column - 1 + head.length, ' read')];
}

/** `unpin R` before the fork, or before the statement that parted the machines; a later release goes away. */
function releaseEarlier(request: RepairRequest): CodeAction[] {
  const { scenario, warning, document } = request;
  const fork = forkOf(request);
  const names = [...new Set(takenBy(request).flatMap((taken) => nameMade(taken, scenario) ?? []))];
  if (names.length === 0) return [];
  const texts = names.map((name) => `unpin ${name}`);
  const later = scenario.statements.filter(
    ({ operation }) => operation?.kind === 'release' && names.includes(scenario.references[operation.reference] ?? ''),
  );
  const removals = later.map((statement) => removal(document, statement));
  const before = (span: Statement | Warning) => [statementsBefore(document, span, texts), ...removals];
  return [
    ...(fork === undefined ? [] : offer(request, `Release it before the fork: ${texts.join('; ')}`, before(fork))),
    ...offer(request, `Release it before: ${texts.join('; ')}`, before(warning)),
  ];
}

function forkOf(request: RepairRequest): Statement | undefined {
  return relatedStatements(request).find(({ operation }) => operation?.kind === 'fork');
}

/** The statements that took the references that the warning is about. */
function takenBy(request: RepairRequest): Statement[] {
  const isTaking = (statement: Statement) =>
    statement.operation !== null &&
    'reference' in statement.operation &&
    nameMade(statement, request.scenario) !== undefined;
  return relatedStatements(request).filter(isTaking);
}

function relatedStatements({ scenario, warning }: RepairRequest): Statement[] {
  return warning.related.flatMap(({ line, column }) => statementAt(scenario, line, column) ?? []);
}

function statementAt({ statements }: Scenario, line: number, column: number): Statement | undefined {
  const first = firstOnLine(statements, line);
  return statements
    .slice(first, first + 64)
    .find((statement) => statement.line === line && statement.column <= column && column < statement.endColumn);
}

/** `P A` of an operation, as it is written. */
function placeOf(operation: Operation, { processes }: Scenario): string | undefined {
  if (!('range' in operation) || !('process' in operation)) return undefined;
  const { address, pages } = operation.range;
  return `${processes[operation.process]} 0x${address.toString(16)}${pages > 1 ? ` x${pages}` : ''}`;
}

function repaired({ diagnostics, warning }: RepairRequest): Diagnostic[] {
  const { start } = toRange(warning);
  return diagnostics.filter(
    ({ code, range }) =>
      code === warning.code && range.start.line === start.line && range.start.character === start.character,
  );
}
