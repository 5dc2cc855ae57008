import type { Operation, Scenario, Statement, Warning } from '@cowscope/core';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { toRange } from '../positions.ts';
import { firstOnLine } from '../statements.ts';
import { type ActionRequest, linesBelow, overlaps, quickFix, statementsBefore } from './edit.ts';
import { nameMade } from './names.ts';

/** What would keep a warning from coming: releasing the reference, or keeping its page out of the child. */
export function repairs(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const index = document.scenarioAt(range.start.line);
  if (document.program.scenarios[index] === undefined) return [];
  const { warnings, scenario } = document.trace(index);
  return warnings
    .filter((warning) => overlaps(toRange(warning), range))
    .flatMap((warning) => repair({ ...request, scenario, warning }));
}

interface RepairRequest extends ActionRequest {
  readonly scenario: Scenario;
  readonly warning: Warning;
}

function repair(request: RepairRequest): CodeAction[] {
  switch (request.warning.code) {
    case 'reference-held':
      return releaseAtEnd(request);
    case 'wrong-cow':
    case 'pinned-read-only':
      return [...keepFromChild(request), ...releaseBefore(request)];
    default:
      return [];
  }
}

function releaseAtEnd(request: RepairRequest): CodeAction[] {
  const { scenario, warning, document } = request;
  const taken = statementAt(scenario, warning.line, warning.column);
  const name = taken && nameMade(taken, scenario);
  const last = scenario.statements[scenario.statements.length - 1];
  if (name === undefined || last === undefined) return [];
  return [
    quickFix(
      request,
      `Release it at the end: unpin ${name}`,
      [linesBelow(document, last.line - 1, [`unpin ${name}`])],
      repaired(request),
    ),
  ];
}

/** `madvise P A dontfork` before the fork that shared the page. */
function keepFromChild(request: RepairRequest): CodeAction[] {
  const { scenario } = request;
  const fork = relatedStatements(request).find(({ operation }) => operation?.kind === 'fork');
  const pin = relatedStatements(request).find(
    (statement) => nameMade(statement, scenario) !== undefined && statement !== fork,
  );
  const where = pin?.operation && placeOf(pin.operation, scenario);
  if (fork === undefined || where === undefined) return [];
  const text = `madvise ${where} dontfork`;
  return [
    quickFix(
      request,
      `Keep the page from the child: ${text}`,
      [statementsBefore(request.document, fork, [text])],
      repaired(request),
    ),
  ];
}

/** `unpin R` before the statement that parted the machines. */
function releaseBefore(request: RepairRequest): CodeAction[] {
  const { scenario, warning, document } = request;
  const pins = relatedStatements(request).filter(({ operation }) => operation?.kind !== 'fork');
  const names = pins.flatMap((pin) => nameMade(pin, scenario) ?? []);
  const texts = [...new Set(names)].map((name) => `unpin ${name}`);
  if (texts.length === 0) return [];
  return [
    quickFix(
      request,
      `Release it before: ${texts.join('; ')}`,
      [statementsBefore(document, warning, texts)],
      repaired(request),
    ),
  ];
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
