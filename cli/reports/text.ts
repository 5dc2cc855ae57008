import { runText, TABLE_WIDTH } from '@cowscope/core';
import { wrap } from '../columns.ts';
import { failures, type Report, type ReportedRun, type Write } from './report.ts';

/** Runs of one scenario that read the same but for the kernel's name. */
interface Group {
  readonly first: ReportedRun;
  readonly kernels: string[];
  readonly text: string;
}

/** A run without its heading, and without the kernel's name in the heading of the state. */
function body({ trace }: ReportedRun): string {
  const [, ...sections] = runText(trace, TABLE_WIDTH).split('\n\n');
  return sections
    .join('\n\n')
    .replace(`Kernel ${trace.kernel.name}, after`, 'After')
    .replace(`Kernel ${trace.kernel.name}, at`, 'At');
}

function heading({ first, kernels }: Group): string {
  const { file, scenario, trace } = first;
  const title = trace.scenario.title === null ? file : `${file} ${JSON.stringify(scenario)}`;
  const harms = trace.harms.length > 1 ? ` (${trace.harms.join(', ')})` : '';
  return wrap(`${title}: ${trace.verdict}${harms} on ${kernels.join(' ')}`, TABLE_WIDTH - 2).join('\n  ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Text for people, 72 columns wide: kernels under which a scenario reads the same share one text. */
export function textReport(write: Write): Report {
  let groups = new Map<string, Group>();
  let scenario: unknown;
  let printed = 0;
  let runs = 0;
  let expectations = 0;
  let failed = 0;
  const verdicts = new Map<string, number>();
  const flush = () => {
    for (const group of groups.values()) write(`${printed++ === 0 ? '' : '\n\n'}${heading(group)}\n\n${group.text}\n`);
    groups = new Map();
  };
  return {
    run(run) {
      if (run.trace.scenario !== scenario) flush();
      scenario = run.trace.scenario;
      const text = body(run);
      const key = `${run.trace.verdict}\n${text}`;
      const group = groups.get(key);
      if (group) group.kernels.push(run.trace.kernel.name);
      else groups.set(key, { first: run, kernels: [run.trace.kernel.name], text });
      runs++;
      expectations += run.trace.expectations.length;
      failed += failures(run.trace).length;
      verdicts.set(run.trace.verdict, (verdicts.get(run.trace.verdict) ?? 0) + 1);
    },
    finish() {
      flush();
      if (runs < 2) return;
      const counts = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
      const checked = expectations === 0 ? '' : `; ${plural(expectations, 'expectation')}, ${failed} failed`;
      write(`\n${plural(runs, 'run')}: ${counts}${checked}\n`);
    },
  };
}
