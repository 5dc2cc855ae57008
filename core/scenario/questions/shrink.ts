/** shrink: the smallest scenario that still has the same harms. */

import type { Kernel } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { runScenario } from '../run.ts';

/** What shrinking came to. */
export interface Shrunk {
  /** The statements that are left, one a line, with a title, the kernel and the expectation that holds. */
  readonly text: string;
  /** Operations before and after. */
  readonly from: number;
  readonly to: number;
  /** Runs that it took. */
  readonly tried: number;
}

/** The text of a scenario's operations as statements, without what is expected of them; `let` names are written out. */
function operationsOf(scenario: Scenario): string[] {
  const texts = scenario.statements.flatMap((statement) =>
    statement.operation ? [statement.text.replace(/\s*=>.*$/, '')] : [],
  );
  return [...optionsOf(scenario), ...letsOf(scenario), ...texts];
}

function letsOf(scenario: Scenario): string[] {
  return [...scenario.lets].map(
    ([name, { address, pages }]) => `let ${name} = 0x${address.toString(16)}${pages > 1 ? ` x${pages}` : ''}`,
  );
}

function optionsOf({ options }: Scenario): string[] {
  const lines: string[] = [];
  if (options.lru_batch) lines.push('option lru_batch on');
  if (options.memlock !== null) lines.push(`option memlock ${options.memlock}`);
  if (options.swap_sync) lines.push('option swap sync');
  if (options.swap_stable_writes) lines.push('option swap stable_writes');
  if (options.files_dirty_tracked) lines.push('option files dirty_tracked');
  if (options.force_writes !== null) lines.push(`option force_writes ${options.force_writes}`);
  if (options.hugetlb_pool !== null) lines.push(`option hugetlb_pool ${options.hugetlb_pool}`);
  return lines;
}

/** The harms of a text under a kernel, worst first; null where it has language errors or stops early. */
function harmsOf(lines: readonly string[], kernel: Kernel): string | null {
  const { scenarios, errors } = parseProgram(lines);
  if (errors.length > 0 || scenarios.length !== 1) return null;
  const trace = runScenario(scenarios[0]!, kernel);
  return trace.stopped === null ? trace.harms.join(' ') : null;
}

/**
 * Leaves out statement after statement, ever larger to ever smaller runs of them, as long as the harms stay, until no
 * single one can go; then simplifies ranges, values and flags of what is left.
 */
export function shrink(scenario: Scenario, kernel: Kernel): Shrunk {
  let tried = 0;
  let lines = operationsOf(scenario);
  const from = lines.length;
  const wanted = harmsOf(lines, kernel);
  const keeps = (candidate: readonly string[]): boolean => {
    tried++;
    return harmsOf(candidate, kernel) === wanted;
  };
  if (wanted !== null) lines = simplify(leaveOut(lines, keeps), keeps);
  const harms = wanted === null || wanted === '' ? ['right'] : wanted.split(' ');
  const head = kernel.kind === 'what-if' ? [] : [`kernel ${kernel.name}`];
  const text = [...head, ...lines, ...harms.map((harm) => `expect ${harm}`)].join('\n');
  return { text: `${text}\n`, from, to: lines.length, tried };
}

function leaveOut(start: readonly string[], keeps: (lines: readonly string[]) => boolean): string[] {
  let lines = [...start];
  for (let size = Math.max(1, lines.length >> 1); size >= 1; size >>= 1) {
    let removed = true;
    while (removed) {
      removed = false;
      for (let at = lines.length - size; at >= 0; at--) {
        const candidate = [...lines.slice(0, at), ...lines.slice(at + size)];
        if (candidate.length === lines.length || !keeps(candidate)) continue;
        lines = candidate;
        removed = true;
        at = Math.min(at, lines.length - size + 1);
      }
    }
  }
  return lines;
}

/** Ways to write a statement more simply, tried in this order. */
const SIMPLER: readonly [RegExp, string][] = [
  [/\s+times\s+\S+$/, ''],
  [/\s+x\d+\b/, ''],
  [/\.\.\S+/, ''],
  [/\s+(longterm|fast|force)\b/, ''],
  [/^(write|poke)(\s+\S+\s+\S+)\s+\S+$/, '$1$2'],
  [/\s+as\s+\S+$/, ''],
];

function simplify(start: readonly string[], keeps: (lines: readonly string[]) => boolean): string[] {
  let lines = [...start];
  for (const [pattern, replacement] of SIMPLER) {
    for (let i = 0; i < lines.length; i++) {
      const simpler = lines[i]!.replace(pattern, replacement);
      if (simpler === lines[i]) continue;
      const candidate = lines.with(i, simpler);
      if (keeps(candidate)) lines = candidate;
    }
  }
  return lines;
}
