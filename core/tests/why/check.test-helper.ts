/**
 * What a step says of itself. A block of text is a kernel and a scenario of one line, what became of its last step, and
 * below it the sentence that says why, a line for each reason:
 *
 *     5.7 | fork p1; write p1 0x1000
 *       copy, page 2 1/1, faults 1, copies 1, lock taken
 *       reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
 *       wp_page_copy: page 1 → new page 2
 *
 * The counts are page_count/mapcount after the step; a cost that is not named is none. `…` ends a sentence whose rest
 * does not matter.
 */
import { type Kernel, kernelNamed, kernelsFor, parseProgram, runScenario, type Step } from '../../index.ts';

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

function outcomeText({ outcome, page, page_count, mapcount, value, cost }: Step): string {
  const parts: string[] = [value === null ? outcome : `${outcome}, value ${value}`];
  if (page > 0) parts.push(`page ${page} ${page_count}/${mapcount}`);
  if (cost.faults > 0) parts.push(`faults ${cost.faults}`);
  if (cost.copies > 0) parts.push(`copies ${cost.copies}`);
  if (cost.page_lock !== 'none') parts.push(`lock ${cost.page_lock}`);
  if (cost.drains > 0) parts.push(`drains ${cost.drains}`);
  return parts.join(', ');
}

/** What the last step of a row really says, as the row would say it. Throws for a text with errors. */
export function saidBy({ kernel: name, cow, expected }: WhyRow): string[] {
  const { scenarios, errors } = parseProgram(cow);
  const scenario = scenarios[0];
  if (!scenario || errors.length > 0) throw new Error(`${cow}: ${errors[0]?.message}`);
  const kernel: Kernel | undefined = kernelNamed(name) ?? kernelsFor(scenario).kernels.find((one) => one.name === name);
  if (!kernel) throw new Error(`no kernel is called ${name}`);
  const trace = runScenario(scenario, kernel);
  const last = trace.stepCount - 1;
  const lines = [outcomeText(trace.steps[last]!), ...trace.why(last).split('; ')];
  return expected.at(-1) === '…' ? [...lines.slice(0, expected.length - 1), '…'] : lines;
}
