/** A scenario as one C program: the runtime, and a function that does its statements one after the other. */
import type { Expectation, ExpectItem, KernelPattern, OnClause, Operation, Scenario, Statement } from '@cowscope/core';
import { comment, hex, literal } from './c-text.ts';
import { translate } from './operations.ts';
import { PAGE, referenceKinds, watchedPages, whyNot } from './plan.ts';

/** What a scenario is exported from. */
export interface Source {
  /** The file's name as the program's first lines show it. */
  readonly file: string;
  /** The text of runtime.c. */
  readonly runtime: string;
}

/** The number of a version in C: major * 1000 + minor. */
function versionNumber(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}

function patternInC(pattern: KernelPattern): string | null {
  switch (pattern.kind) {
    case 'compare':
      return `kernel_version() ${pattern.op} ${versionNumber(pattern.version)}`;
    case 'range':
      return `(kernel_version() >= ${versionNumber(pattern.from)} && kernel_version() <= ${versionNumber(pattern.to)})`;
    case 'name':
      return /^\d+\.\d+$/.test(pattern.name) ? `kernel_version() == ${versionNumber(pattern.name)}` : null;
    case 'all':
    case 'eras':
      return '1';
    default:
      return unreachable(pattern);
  }
}

/** The condition under which something is meant for the running kernel; '0' where only a what-if or an era is named. */
function meant(on: OnClause | null): string {
  if (on === null) return '1';
  const parts = on.patterns.map(patternInC).filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' || ') : '0';
}

/** A check that holds on some kernels; elsewhere it is a skip that says so. */
function guarded(on: OnClause | null, line: number, text: string, check: string): string {
  const condition = meant(on);
  if (condition === '1') return `  ${check}`;
  return `  if (${condition}) ${check}\n  else skip(${line}, ${literal(text)}, "meant for other kernels");`;
}

function itemCheck(statement: Statement, process: number, address: number, item: ExpectItem): string {
  const name = 'attribute' in item ? item.attribute : item.flag;
  const want = 'attribute' in item ? item.number : item.not ? 0 : 1;
  const text = `expect ${name} ${want}`;
  return `expect_page(${statement.line}, ${literal(text)}, ${process}, ${hex(address)}, ${literal(name)}, ${want});`;
}

function expectationChecks(statement: Statement, expectation: Expectation): string[] {
  const { line, text } = statement;
  const no = (reason: string) => [`skip(${line}, ${literal(text)}, ${literal(reason)});`];
  switch (expectation.kind) {
    case 'page':
      return expectation.items.map((item) => itemCheck(statement, expectation.process, expectation.address, item));
    case 'same': {
      const { process, address, process2, address2, differs } = expectation;
      const places = `${process}, ${hex(address)}, ${process2}, ${hex(address2)}`;
      return [`expect_same(${line}, ${literal(text)}, ${places}, ${differs ? 1 : 0});`];
    }
    case 'reference':
      return expectation.items.flatMap((item) =>
        'attribute' in item && item.attribute === 'value'
          ? [
              `expect_ref_value(${line}, ${literal(text)}, ${expectation.reference}, ${expectation.offset}, ${item.number});`,
            ]
          : no('counts of a reference are in the observed trace'),
      );
    case 'coherent':
      return no('coherency is judged by the simulator');
    case 'verdict':
      return no('the verdict is judged by the simulator');
    default:
      return unreachable(expectation);
  }
}

function unreachable(value: never): never {
  throw new Error(`unreachable: no case for ${JSON.stringify(value)}`);
}

/** Finds the newest reference that was taken at an address, by the statements before. */
function newestTaken(statements: readonly Statement[], upTo: number): (op: Operation) => number | null {
  return (op) => {
    if (op.kind !== 'release_at') return null;
    const released = new Set<number>();
    for (let i = upTo - 1; i >= 0; i--) {
      const earlier = statements[i]?.operation;
      if (earlier?.kind === 'release') released.add(earlier.reference);
      if (earlier?.kind === 'release_at') return null;
      if (!earlier || !('reference' in earlier) || !('range' in earlier) || earlier.process !== op.process) continue;
      const same = Math.floor(earlier.range.address / PAGE) === Math.floor(op.range.address / PAGE);
      if (same && !released.has(earlier.reference)) return earlier.reference;
    }
    return null;
  };
}

function operationLines(scenario: Scenario, index: number, statement: Statement, operation: Operation): string[] {
  const { line, column, text } = statement;
  const translation = translate(operation, (statement.fresh % 255) + 1, newestTaken(scenario.statements, index));
  if ('reason' in translation || statement.times > 1) {
    const reason = 'reason' in translation ? translation.reason : 'repetitions are not exported';
    return [`  if (stop(${line}, ${column}, ${literal(text)}, ${literal(reason)})) return;`];
  }
  const done = translation.code.map((code) =>
    code
      .replace(/STOP\((".*")\)/, `{ stop(${line}, ${column}, ${literal(text)}, $1); return; }`)
      .replace(/\};$/, (end) => end),
  );
  const checks = statement.outcomes.map((alternative) => {
    const asked = `${text} => ${alternative.outcome ?? alternative.value}`;
    const check = `expect_outcome(${line}, ${literal(asked)}, ${literal(alternative.outcome ?? '')}, ${alternative.value ?? -1});`;
    return guarded(alternative.on, line, asked, check);
  });
  return [
    '  value = -1;',
    ...done.map((code) => `  ${code}`),
    `  finish(${line}, ${column}, outcome, value);`,
    ...checks,
  ];
}

function statementLines(scenario: Scenario, index: number, statement: Statement): string[] {
  const head = `\n  /* line ${statement.line}: ${comment(statement.text)} */`;
  if (statement.operation) return [head, ...operationLines(scenario, index, statement, statement.operation)];
  if (!statement.expectation) return [];
  const { on, line, text } = statement;
  return [head, ...expectationChecks(statement, statement.expectation).map((check) => guarded(on, line, text, check))];
}

/** The pages of the first process, each written once; files as long as the scenario's memory. */
function preparation(scenario: Scenario): string[] {
  const initial = scenario.initialPages.flatMap((page) => [
    `  tell(0, (struct command){.op = MAP, .a = BASE + ${hex(page)}, .b = PAGE, .c = PROT_READ | PROT_WRITE, .d = MAP_PRIVATE | MAP_ANONYMOUS, .e = (u64)-1});`,
    `  tell(0, (struct command){.op = WRITE, .a = BASE + ${hex(page)}});`,
  ]);
  const files = scenario.files.flatMap((name, i) => [
    `  files[${i}] = memfd_create(${literal(name)}, 0);`,
    `  if (ftruncate(files[${i}], 128 * PAGE)) perror(${literal(name)});`,
  ]);
  return [...files, '  open_refs();', '  start_process(0);', ...initial, '  drain();'];
}

/**
 * One self-contained C11 program that does a scenario with system calls; null with the reason where no program can.
 * It prints KTAP, and as root a line of JSON after every step.
 */
export function cProgram(scenario: Scenario, title: string, source: Source): { code: string } | { reason: string } {
  const reason = whyNot(scenario);
  if (reason !== null) return { reason };
  const kinds = referenceKinds(scenario);
  const tables = [
    ...scenario.processes.map((name, i) => `  names[${i}] = ${literal(name)};`),
    ...scenario.references.map((name, i) => `  refs[${i}].name = ${literal(name)}, refs[${i}].kind = ${kinds[i]};`),
    ...watchedPages(scenario).map((page, i) => `  watched[${i}] = ${hex(page)};`),
    `  process_count = ${scenario.processes.length}, ref_count = ${scenario.references.length}, watched_count = ${watchedPages(scenario).length};`,
  ];
  const body = scenario.statements.flatMap((statement, i) => statementLines(scenario, i, statement));
  const code = [
    `/* ${comment(title)}, from ${comment(source.file)}. Made by cowscope export. */`,
    `/* gcc -O1 -static -pthread -Wall -Werror scenario.c && ./a.out      as root it shows every page too */`,
    source.runtime,
    '/* ---- the scenario ---- */',
    'static void scenario(void) {',
    '  struct answer r = {0, 0};',
    '  const char *outcome = 0;',
    '  long value = -1;',
    '  unsigned char byte = 0;',
    '  (void)r, (void)outcome, (void)value, (void)byte;',
    ...tables,
    ...preparation(scenario),
    ...body,
    '}',
    '',
  ].join('\n');
  return { code };
}
