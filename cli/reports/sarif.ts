import { version } from '../../package.json';
import type { FileError, Report, ReportedRun, Write } from './report.ts';

/** A finding in the form of SARIF 2.1.0. */
function result(
  code: string,
  level: string,
  message: string,
  place: { file: string; line: number; column: number; endColumn?: number },
) {
  const region = {
    startLine: place.line,
    startColumn: place.column,
    ...(place.endColumn ? { endColumn: place.endColumn } : {}),
  };
  const uri = encodeURI(place.file);
  return {
    ruleId: code,
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}

function level(severity: 'error' | 'warning' | 'hint'): string {
  return severity === 'hint' ? 'note' : severity;
}

function findings({ file, trace }: ReportedRun) {
  return trace.warnings.map(({ code, severity, message, line, column, endColumn }) =>
    result(code, level(severity), `${message} (kernel ${trace.kernel.name})`, { file, line, column, endColumn }),
  );
}

/** SARIF 2.1.0 for code scanners: every warning and error is a result; one tool run. */
export function sarifReport(write: Write): Report {
  const results: ReturnType<typeof result>[] = [];
  return {
    run(run) {
      results.push(...findings(run));
    },
    finish(errors: readonly FileError[]) {
      for (const error of errors) results.push(result(error.code, 'error', error.message, error));
      const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort().map((id) => ({ id }));
      const run = { tool: { driver: { name: 'cowscope', version, rules } }, columnKind: 'utf16CodeUnits', results };
      write(`${JSON.stringify({ version: '2.1.0', runs: [run] }, null, 2)}\n`);
    },
  };
}
