import { failures, type Report, type ReportedRun, type Write } from './report.ts';

/** A description that a KTAP reader takes as one: no line break, and no `#`, which starts a directive. */
function plain(text: string): string {
  return text.replaceAll(/[#\s]+/g, ' ').trim();
}

/** KTAP, the kernel's own test format: a test a run, each failed expectation a diagnostic line before it. */
export function ktapReport(write: Write): Report {
  const runs: string[] = [];
  const result = ({ file, scenario, trace }: ReportedRun): string => {
    const failed = failures(trace).map(
      ({ line, text, found }) => `# ${plain(`${file}:${line}: ${text} failed, found ${found}`)}\n`,
    );
    const description = plain(`${file}: ${scenario} on ${trace.kernel.name}`);
    return `${failed.join('')}${failed.length > 0 ? 'not ok' : 'ok'} ${runs.length + 1} ${description}\n`;
  };
  return {
    run(run) {
      runs.push(result(run));
    },
    finish(errors) {
      for (const { file, line, message } of errors)
        runs.push(`not ok ${runs.length + 1} ${plain(`${file}:${line}: ${message}`)}\n`);
      write(`KTAP version 1\n1..${runs.length}\n${runs.join('')}`);
    },
  };
}
