/** A scenario as one C program: the runtime, and a function that does its statements one after the other. */
import type { Expectation, ExpectItem, KernelPattern, OnClause, Operation, Scenario, Statement } from '@cowscope/core';
import { comment, hex, literal } from './c-text.ts';
import { translate } from './operations.ts';
import { type HugeNeeds, hugeNeeds, referenceKinds, watchedRanges, whyNot } from './plan.ts';

/** What a scenario is exported from. */
export interface Source {
  /** The file's name as the program's first lines show it. */
  readonly file: string;
  /** The text of the runtime. */
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

/** A translation's lines; `STOP` ends the program at the statement. */
function withStops({ line, column, text }: Statement, code: readonly string[]): string[] {
  return code.map((one) =>
    one.replace(/STOP\((".*")\);?/, `{ stop(${line}, ${column}, ${literal(text)}, $1); return; }`),
  );
}

/** The operation as often as the statement says; outcome and value are those of the first time. */
function repeated(statement: Statement, code: readonly string[]): string[] {
  if (statement.times === 1) return code.map((one) => `  ${one}`);
  return [
    `  for (int i = 0; i < ${statement.times}; i++) {`,
    '    const char *first = outcome;',
    '    long first_value = value;',
    ...code.map((one) => `    ${one}`),
    '    if (i > 0) outcome = first, value = first_value;',
    '  }',
  ];
}

/** The byte that a statement writes where it names none: 1, 2, 3 … within a byte, another at every repetition. */
function freshByte({ fresh, times }: Statement): number | string {
  return times > 1 ? `(${fresh} + i) % 255 + 1` : (fresh % 255) + 1;
}

function operationLines(statement: Statement, operation: Operation): string[] {
  const { line, column, text, times } = statement;
  const translation = translate(operation, { fresh: freshByte(statement), shift: times > 1 ? ' + i' : '' });
  if ('reason' in translation)
    return [`  if (stop(${line}, ${column}, ${literal(text)}, ${literal(translation.reason)})) return;`];
  const checks = statement.outcomes.map((alternative) => {
    const asked = `${text} => ${alternative.outcome ?? alternative.value}`;
    const check = `expect_outcome(${line}, ${literal(asked)}, ${literal(alternative.outcome ?? '')}, ${alternative.value ?? -1});`;
    return guarded(alternative.on, line, asked, check);
  });
  return [
    '  value = -1;',
    ...repeated(statement, withStops(statement, translation.code)),
    `  finish(${line}, ${column}, outcome, value);`,
    ...checks,
  ];
}

function statementLines(statement: Statement): string[] {
  const head = `\n  /* line ${statement.line}: ${comment(statement.text)} */`;
  if (statement.operation) return [head, ...operationLines(statement, statement.operation)];
  if (!statement.expectation) return [];
  const { on, line, text } = statement;
  return [head, ...expectationChecks(statement, statement.expectation).map((check) => guarded(on, line, text, check))];
}

/** Huge pages of a pool that a scenario says nothing of. */
const POOL = 16;

/** What must be there before a scenario with huge pages; where it is not, the program ends at the first line. */
function hugePreparation(scenario: Scenario, { thp, hugetlb }: HugeNeeds): string[] {
  const stop = (condition: string, reason: string) =>
    `  if (${condition} && stop(${scenario.line}, 1, "scenario", ${literal(reason)})) return;`;
  return [
    ...(thp ? [stop('!has_thp()', 'no transparent huge pages here')] : []),
    ...(hugetlb
      ? [stop(`own_pool(${scenario.options.hugetlb_pool ?? POOL})`, 'the pool of hugetlb pages cannot be set: root')]
      : []),
  ];
}

/** The pages of the first process, each written once; files as long as the scenario's memory. */
function preparation(scenario: Scenario): string[] {
  const initial = scenario.initialPages.flatMap((page) => [
    `  tell(0, (struct command){.op = MAP, .a = BASE + ${hex(page)}, .b = PAGE, .c = PROT_READ | PROT_WRITE, .d = MAP_PRIVATE | MAP_ANONYMOUS, .e = (u64)-1});`,
    `  tell(0, (struct command){.op = WRITE, .a = BASE + ${hex(page)}});`,
  ]);
  const huge = hugeNeeds(scenario);
  const files = scenario.files.flatMap((name, i) => [
    `  files[${i}] = memfd_create(${literal(name)}, ${huge.files.has(i) ? 'MFD_HUGETLB' : '0'});`,
    `  if (ftruncate(files[${i}], 4096 * PAGE)) perror(${literal(name)});`,
  ]);
  return [
    ...hugePreparation(scenario, huge),
    ...files,
    '  open_refs();',
    '  start_process(0);',
    ...initial,
    '  drain();',
  ];
}

/** The C function that does a scenario. */
function scenarioFunction(name: string, scenario: Scenario): string[] {
  const kinds = referenceKinds(scenario);
  const tables = [
    ...scenario.processes.map((process, i) => `  names[${i}] = ${literal(process)};`),
    ...scenario.references.map(
      (reference, i) => `  refs[${i}].name = ${literal(reference)}, refs[${i}].kind = ${kinds[i]};`,
    ),
    ...watchedRanges(scenario).map(({ address, pages }) => `  watch(${hex(address)}, ${pages});`),
    `  process_count = ${scenario.processes.length}, ref_count = ${scenario.references.length};`,
  ];
  return [
    `static void ${name}(void) {`,
    '  struct answer r = {0, 0};',
    '  const char *outcome = 0;',
    '  long value = -1;',
    '  unsigned char byte = 0;',
    '  (void)r, (void)outcome, (void)value, (void)byte;',
    ...tables,
    ...preparation(scenario),
    ...scenario.statements.flatMap(statementLines),
    '}',
    '',
  ];
}

/**
 * One self-contained C11 program that does a scenario with system calls; null with the reason where no program can.
 * It prints KTAP, and as root a line of JSON after every step.
 */
export function cProgram(scenario: Scenario, title: string, source: Source): { code: string } | { reason: string } {
  const reason = whyNot(scenario);
  if (reason !== null) return { reason };
  const code = [
    `/* ${comment(title)}, from ${comment(source.file)}. Made by cowscope export. */`,
    `/* gcc -O1 -static -pthread -Wall -Werror scenario.c && ./a.out      as root it shows every page too */`,
    source.runtime,
    '/* ---- the scenario ---- */',
    ...scenarioFunction('scenario', scenario),
  ].join('\n');
  return { code };
}

/** A scenario of a program of many, under the name by which the program is called. */
export interface BundledScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** One program that does whichever of its scenarios it is called by: compiled once, it runs as each of them. */
export function cBundle(parts: readonly BundledScenario[], runtime: string): string {
  const calls = parts.map(
    ({ name }, i) => `  if (!strcmp(program_invocation_short_name, ${literal(name)})) scenario_${i}();`,
  );
  return [
    runtime,
    ...parts.flatMap(({ name, scenario }, i) => [
      `/* ---- ${comment(name)} ---- */`,
      ...scenarioFunction(`scenario_${i}`, scenario),
    ]),
    'static void scenario(void) {',
    ...calls,
    '}',
    '',
  ].join('\n');
}
