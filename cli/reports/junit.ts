import junit from 'junit-report-builder';
import { failures, type Report, type Write } from './report.ts';

/** JUnit's XML for CI: a suite a file, a test a run; what is wrong with a file is an error in its suite. */
export function junitReport(write: Write): Report {
  const builder = junit.newBuilder();
  const suites = new Map<string, ReturnType<typeof builder.testSuite>>();
  const suite = (file: string) => {
    const found = suites.get(file) ?? builder.testSuite().name(file);
    suites.set(file, found);
    return found;
  };
  return {
    run({ file, scenario, trace }) {
      const test = suite(file).testCase().className(scenario).name(trace.kernel.name).file(file);
      const failed = failures(trace).map(({ line, text, found }) => `${file}:${line}: ${text} failed, found ${found}`);
      if (failed.length > 0) test.failure(failed.join('\n'), 'expectation-failed');
    },
    finish(errors) {
      for (const { code, file, line, message } of errors) {
        suite(file)
          .testCase()
          .className(code)
          .name(`line ${line}`)
          .file(file)
          .error(`${file}:${line}: ${message}`, code);
      }
      write(`${builder.build()}\n`);
    },
  };
}
