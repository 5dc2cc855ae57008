import { RUN_TESTS, type RunTestsParams, type TestPlace, type TestResult } from '@cowscope/server/protocol.ts';
import { type CancellationToken, Location, Range, TestMessage, type TestRun, type Uri } from 'vscode';
import type { Server } from '../server.ts';
import { type Test, textOf } from './items.ts';

/** What is told of each result beyond the run: what it exercised. */
export type OnResult = (test: Test, result: TestResult) => void;

/** Runs tests, those of one scenario in one request, and ends the run. Cancelled ones are left as they are. */
export async function runAll(
  server: Server,
  run: TestRun,
  tests: readonly Test[],
  coverage: boolean,
  onResult: OnResult,
): Promise<void> {
  for (const { item } of tests) run.enqueued(item);
  for (const scenario of byScenario(tests)) {
    if (run.token.isCancellationRequested) break;
    await runScenario(server, run, scenario, coverage, onResult);
  }
}

function byScenario(tests: readonly Test[]): Test[][] {
  const groups = new Map<string, Test[]>();
  for (const test of tests) {
    const key = `${test.uri}#${test.scenario}`;
    const group = groups.get(key);
    if (group) group.push(test);
    else groups.set(key, [test]);
  }
  return [...groups.values()];
}

async function runScenario(
  server: Server,
  run: TestRun,
  tests: readonly Test[],
  coverage: boolean,
  onResult: OnResult,
): Promise<void> {
  const [{ uri, scenario }] = tests as [Test];
  for (const { item } of tests) run.started(item);
  try {
    const started = Date.now();
    const kernels = tests.map(({ kernel }) => kernel);
    const params: RunTestsParams = { text: await textOf(uri), scenario, kernels, coverage };
    const results = await ask(server, params, run.token);
    const each = (Date.now() - started) / Math.max(results.length, 1);
    for (const test of tests) {
      const result = results.find(({ kernel }) => kernel === test.kernel);
      if (result) tell(run, test, result, each);
      else if (!run.token.isCancellationRequested) run.skipped(test.item);
      if (result) onResult(test, result);
    }
  } catch (fault) {
    if (run.token.isCancellationRequested) return;
    const message = new TestMessage(fault instanceof Error ? fault.message : String(fault));
    for (const { item } of tests) run.errored(item, message);
  }
}

function ask(server: Server, params: RunTestsParams, token: CancellationToken): Promise<TestResult[]> {
  return server.sendRequest<TestResult[]>(RUN_TESTS, params, token);
}

/** Shows a result: what is wrong with the text is an error, an expectation that does not hold a failure. */
function tell(run: TestRun, { item, uri }: Test, result: TestResult, milliseconds: number): void {
  const { problems, failures, verdict, kernel, held, report } = result;
  if (problems.length > 0) {
    run.errored(
      item,
      problems.map(({ message, ...place }) => located(new TestMessage(message), uri, place)),
      milliseconds,
    );
  } else if (failures.length > 0) {
    const messages = failures.map(({ message, expected, found, ...place }) =>
      located(TestMessage.diff(message, expected, found), uri, place),
    );
    run.failed(item, messages, milliseconds);
  } else run.passed(item, milliseconds);
  const total = held + failures.length;
  const summary = `${item.parent?.label ?? ''} on ${kernel}: ${verdict}, ${held} of ${total} expectations hold\n`;
  // The terminal that shows it wants both.
  run.appendOutput(`${report === '' ? '' : `${report}\n`}${summary}`.replaceAll('\n', '\r\n'), undefined, item);
}

function located(message: TestMessage, uri: Uri, place: TestPlace): TestMessage {
  message.location = new Location(uri, rangeOf(place));
  return message;
}

/** The range of a place. */
export function rangeOf({ line, character, endCharacter }: TestPlace): Range {
  return new Range(line, character, line, endCharacter);
}
