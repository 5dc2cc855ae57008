/**
 * What a step says of itself. A block of text is a kernel and a scenario of one line, what became of its last step, and
 * below it the sentence that says why, a line for each reason:
 *
 *     5.7 | fork p1; write p1 0x1000
 *       copy, page 2 1/1, faults 1, copies 1, lock taken
 *       reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
 *       wp_page_copy: page 1 → new page 2
 *
 * The counts are page_count/mapcount after the step; a cost that is not named is none. Of a range of a few pages each
 * page's end follows in brackets. Further lines, where there is something to say: the verdict if it is not right, the
 * codes of the warnings (a reference that is still held is none), expectations that fail, and where counts are no sums.
 */

import { type Kernel, kernelNamed, kernelsFor, parseProgram, runScenario, type Step, type Trace } from '../../index.ts';
import { inconsistencies } from '../../machine/check.ts';

/** A block: its first line, and the lines below it. */
export interface WhyRow {
  readonly title: string;
  readonly kernel: string;
  readonly cow: string;
  readonly expected: readonly string[];
}

/** The blocks of a text; `#` starts a comment line. */
export function rowsOf(text: string): WhyRow[] {
  const rows: { title: string; kernel: string; cow: string; expected: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith(' ')) rows.at(-1)?.expected.push(line.trim());
    else {
      const [kernel = '', cow = ''] = line.split(' | ');
      rows.push({ title: line, kernel, cow, expected: [] });
    }
  }
  return rows;
}

function outcomeText({ outcome, outcomes, page, page_count, mapcount, value, cost }: Step): string {
  const parts: string[] = [value === null ? outcome : `${outcome}, value ${value}`];
  if (outcomes.length > 0 && outcomes.length < 5)
    parts[0] += ` [${outcomes.map((one) => `${one.outcome} ${one.page}`).join(', ')}]`;
  if (page > 0) parts.push(`page ${page} ${page_count}/${mapcount}`);
  if (cost.faults > 0) parts.push(`faults ${cost.faults}`);
  if (cost.copies > 0) parts.push(`copies ${cost.copies}`);
  if (cost.page_lock !== 'none') parts.push(`lock ${cost.page_lock}`);
  if (cost.drains > 0) parts.push(`drains ${cost.drains}`);
  return parts.join(', ');
}

/** What a run is warned of, but for what every row may leave open. */
function warningsOf({ warnings }: Trace): string[] {
  const codes = new Set<string>(warnings.map(({ code }) => code));
  for (const open of ['reference-held', 'unexpected-fault', 'expectation-failed']) codes.delete(open);
  return codes.size === 0 ? [] : [`warns of ${[...codes].sort().join(', ')}`];
}

/** What the last step of a row really says, as the row would say it. Throws for a text with errors. */
export function saidBy({ kernel: name, cow }: WhyRow): string[] {
  const { scenarios, errors } = parseProgram(cow);
  const scenario = scenarios[0];
  if (!scenario || errors.length > 0) throw new Error(`${cow}: ${errors[0]?.message}`);
  const kernel: Kernel | undefined = kernelNamed(name) ?? kernelsFor(scenario).kernels.find((one) => one.name === name);
  if (!kernel) throw new Error(`no kernel is called ${name}`);
  const wrong = new Set<string>();
  const trace = runScenario(scenario, kernel, {
    onStep: (m) => {
      for (const one of inconsistencies(m)) wrong.add(one);
    },
  });
  const last = trace.stepCount - 1;
  return [
    outcomeText(trace.steps[last]!),
    ...trace.why(last).split('; '),
    ...(trace.verdict === 'right' ? [] : [`verdict ${trace.harms.join(', ')}`]),
    ...warningsOf(trace),
    ...trace.expectations.filter(({ holds }) => !holds).map(({ text, found }) => `fails: ${text}, found ${found}`),
    ...wrong,
  ];
}
