import {
  holderSum,
  type Kernel,
  type PageView,
  pageFlags,
  pagePredicates,
  type RuleInForce,
  rulesBehind,
  runScenario,
  type Scenario,
  type Statement,
  type StateView,
  type Step,
  stateTable,
  stepSummary,
  type Trace,
} from '@cowscope/core';
import { z } from 'zod';
import { answer, refusal } from '../answer.ts';
import { LIMITS_TEXT } from '../limits.ts';
import { valueText } from '../marks.ts';
import { kernelsOf, SCENARIO_ARGUMENTS, scenariosOf } from '../scenario.ts';
import type { Tool } from './tool.ts';

const EXPLAIN_ARGUMENTS = {
  ...SCENARIO_ARGUMENTS,
  line: z
    .int({ error: 'line has to be the number of a line, from 1' })
    .min(1)
    .describe('The line of the statement, from 1'),
  column: z
    .int({ error: 'column has to be a whole number from 1' })
    .min(1)
    .optional()
    .describe(
      'Of several statements on the line the last that begins at or before this column, from 1; default the first',
    ),
  kernel: z
    .string({ error: 'kernel has to be a name' })
    .optional()
    .describe('The kernel; default the first of the text, else the newest'),
};

/** Says what one statement did, by which rule, and who holds its pages afterwards. */
export const EXPLAIN_TOOL: Tool<typeof EXPLAIN_ARGUMENTS> = {
  name: 'explain',
  title: 'Explain a statement',
  description: `Says why one statement of a scenario ended as it did: the rule of the kernel with its numbers, commit and source, and the ledger of its pages (page_count as the sum of named holders, each with the line that took it), then the whole state after it. ${LIMITS_TEXT}`,
  arguments: EXPLAIN_ARGUMENTS,
  call: ({ text, scenario: which, line, column, kernel: word }) => {
    const found = scenariosOf({ text, scenario: which });
    if ('refused' in found) return refusal(...found.refused);
    const at = found.scenarios.flatMap(({ scenario }) => statementAt(scenario, line, column) ?? [])[0];
    if (at === undefined) return refusal(`No statement begins on line ${line}.`, ...found.problems);
    const { kernels, problems } = kernelsOf(at.scenario, word === undefined ? undefined : [word]);
    const [kernel] = kernels;
    if (kernel === undefined) return refusal(...problems);
    const trace = runScenario(at.scenario, kernel);
    const index = trace.stepOf(at.index);
    const step = trace.step(index);
    if (step === undefined) return refusal(notRun(trace, at.statement));
    return explained({ trace, kernel, statement: at.statement, index, step }, [...found.problems, ...problems]);
  },
};

interface At {
  readonly scenario: Scenario;
  readonly statement: Statement;
  readonly index: number;
}

/** The statement at a place; undefined where none begins on the line. */
function statementAt(scenario: Scenario, line: number, column: number | undefined): At | undefined {
  const onLine = scenario.statements
    .map((statement, index) => ({ scenario, statement, index }))
    .filter((it) => it.statement.line === line);
  return column === undefined ? onLine[0] : (onLine.findLast((it) => it.statement.column <= column) ?? onLine[0]);
}

function notRun(
  { expectations, warnings, stopped, kernel }: Trace,
  { text, line, column, endColumn }: Statement,
): string {
  const asked = expectations.find((it) => it.line === line && it.column === column);
  if (asked)
    return `${text} is an expectation, and ${asked.holds ? 'holds' : 'failed'} on ${kernel.name}: found ${asked.found}.`;
  const because = warnings.find((it) => it.line === line && it.column >= column && it.column < endColumn)?.message;
  return `${text} was not run on ${kernel.name}: ${because ?? stopped ?? 'it is not meant for it'}.`;
}

interface Explained {
  readonly trace: Trace;
  readonly kernel: Kernel;
  readonly statement: Statement;
  readonly index: number;
  readonly step: Step;
}

function explained(found: Explained, problems: readonly string[]) {
  const { trace, kernel, statement, index, step } = found;
  const rules = statement.operation ? rulesBehind(statement.operation, step.outcome, kernel) : [];
  const state = trace.stateAt(index);
  const why = trace.why(index);
  return answer(
    rules,
    [
      `line ${statement.line}: ${statement.text} on ${kernel.name}: ${stepSummary(step)}`,
      why === '' ? '' : `Why: ${why}`,
      rules.length > 0 ? ['Rules:', ...rules.map(ruleText)].join('\n- ') : '',
      ...pagesOf(step).map((page) => ledger(page, state, kernel)),
      warningsText(trace, statement),
      `The state after it:\n\n${stateTable(trace, index)}`,
    ],
    problems,
  );
}

function ruleText(rule: RuleInForce): string {
  const { from, source } = rule;
  const since = from === null ? 'as this kernel alone has it' : `from ${from}${source === '' ? '' : `; ${source}`}`;
  return `${valueText(rule)}, ${since}`;
}

/** The pages that a step is about, the first few of a range. */
function pagesOf({ page, outcomes }: Step): number[] {
  const numbers = [page, ...outcomes.slice(0, 8).map((one) => one.page)];
  return [...new Set(numbers)].filter((number) => number !== 0);
}

/** Who holds a page, and what the kernel's other questions would say of it; nothing where nobody holds it any more. */
function ledger(number: number, state: StateView, kernel: Kernel): string {
  const page: PageView | undefined = state.pages.find((one) => one.page === number);
  if (page === undefined) return `Page ${number}: nobody holds it any more.`;
  const flags = pageFlags(page);
  return [
    `Page ${number} (${page.kind}): page_count ${page.page_count} = ${holderSum(page)}`,
    `mapcount ${page.mapcount}${flags.length > 0 ? `, ${flags.join(' ')}` : ''}`,
    ...pagePredicates(page, state, kernel).map(
      ({ name, holds, because }) => `${name}: ${holds ? 'yes' : 'no'}, ${because}`,
    ),
  ].join('\n- ');
}

function warningsText({ warnings }: Trace, { line, column, endColumn }: Statement): string {
  const here = warnings.filter((it) => it.line === line && it.column >= column && it.column < endColumn);
  return here.map(({ severity, code, message }) => `${severity} ${code}: ${message}`).join('\n');
}
