import { runToJson } from '@cowscope/core';
import type { Steps } from '../run.ts';
import type { Report, Write } from './report.ts';

/** One JSON object for other programs; each run is written as soon as it is there, on a line of its own. */
export function jsonReport(write: Write, steps: Steps): Report {
  let runs = 0;
  return {
    run({ file, scenario, trace }) {
      write(
        `${runs++ === 0 ? '{"format":1,"runs":[\n' : ',\n'}${JSON.stringify(runToJson(trace, { file, scenario, steps }))}`,
      );
    },
    finish(errors) {
      const list = errors.map(({ code, file, line, column, message }) => ({ code, file, line, column, message }));
      write(`${runs === 0 ? '{"format":1,"runs":[' : ''}\n],"errors":${JSON.stringify(list)}}\n`);
    },
  };
}
