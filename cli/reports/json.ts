import { type JsonSteps, runToJson, stepsToJson } from '@cowscope/core';
import type { Report, ReportedRun, Write } from './report.ts';

/** A run as one line of JSON, its steps written one by one: together they may be more than a memory holds. */
function writeRun({ file, scenario, trace }: ReportedRun, steps: JsonSteps, write: Write): void {
  const { warnings, expectations, ...head } = runToJson(trace, { file, scenario });
  let between = `${JSON.stringify(head).slice(0, -1)},"steps":[`;
  for (const step of stepsToJson(trace, steps)) {
    write(between + JSON.stringify(step));
    between = ',';
  }
  write(`${between === ',' ? '' : between}],${JSON.stringify({ warnings, expectations }).slice(1)}`);
}

/** One JSON object for other programs; each run is written as soon as it is there, on a line of its own. */
export function jsonReport(write: Write, steps: JsonSteps): Report {
  let runs = 0;
  return {
    run(run) {
      write(runs++ === 0 ? '{"format":1,"runs":[\n' : ',\n');
      writeRun(run, steps, write);
    },
    finish(errors) {
      write(`${runs === 0 ? '{"format":1,"runs":[' : ''}\n],"errors":${JSON.stringify(errors)}}\n`);
    },
  };
}
