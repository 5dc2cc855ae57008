import type { TestResult } from '@cowscope/server/protocol.ts';
import {
  type CancellationToken,
  debug,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type FileCoverage,
  type FileCoverageDetail,
  type TestItem,
  TestRunProfileKind,
  type TestRunRequest,
  tests as testing,
  workspace,
} from 'vscode';
import { DEBUG_TYPE, folderOf } from '../debug/configuration.ts';
import { programOf } from '../debug/program.ts';
import type { Server } from '../server.ts';
import { type Details, Exercised, type RulePages, registerRulePages } from './coverage.ts';
import { followFiles, listFiles } from './discovery.ts';
import { childrenOf, TestTree } from './items.ts';
import { runAll } from './run.ts';

/** What a run of tests came to, once it has ended. */
export interface RunEnded {
  /** Every test that was run, with the sides of the diff of each failure. */
  readonly results: readonly { readonly uri: string; readonly result: TestResult }[];
  /** What was exercised in each file, as the editor was told. */
  readonly coverage: readonly FileCoverage[];
}

/** What the test explorer knows of ours. */
interface Explorer {
  readonly server: Server;
  readonly tree: TestTree;
  readonly roots: () => TestItem[];
  readonly begin: (
    request: TestRunRequest,
  ) => ReturnType<ReturnType<typeof testing.createTestController>['createTestRun']>;
  readonly pages: RulePages;
  readonly details: Details;
  readonly ended: EventEmitter<RunEnded>;
}

/**
 * Registers the tests: each scenario on each of its kernels, in the workspace's files and in open documents. They are run,
 * run at every save, debugged, and run with coverage. Gives the end of each run to whoever wants to know.
 */
export function registerTests(context: ExtensionContext, server: Server): Event<RunEnded> {
  const controller = testing.createTestController('cowscope', 'Cowscope');
  const tree = new TestTree(controller, server);
  const explorer: Explorer = {
    server,
    tree,
    roots: () => childrenOf({ children: controller.items }),
    begin: (request) => controller.createTestRun(request),
    pages: registerRulePages(context, server),
    details: new WeakMap(),
    ended: new EventEmitter(),
  };
  controller.resolveHandler = (item) => (item ? tree.resolve(item) : listFiles(tree));
  controller.refreshHandler = async () => {
    await listFiles(tree);
    for (const item of explorer.roots()) if (item.children.size > 0) await tree.resolve(item);
  };
  const { Run, Debug, Coverage } = TestRunProfileKind;
  const isDefault = true;
  controller.createRunProfile(
    'Run',
    Run,
    (request, token) => run(explorer, request, token, false),
    isDefault,
    undefined,
    true,
  );
  controller.createRunProfile('Debug', Debug, (request) => debugFirst(explorer, request), isDefault);
  const coverage = controller.createRunProfile(
    'Run with Coverage',
    Coverage,
    (request, token) => run(explorer, request, token, true),
    isDefault,
    undefined,
    true,
  );
  coverage.loadDetailedCoverage = async (_run, file: FileCoverage): Promise<FileCoverageDetail[]> =>
    explorer.details.get(file) ?? [];
  context.subscriptions.push(controller, explorer.ended);
  followFiles(context, tree);
  return explorer.ended.event;
}

/** Runs what is asked for; a continuous request again at every save of a file that it is about, until it is cancelled. */
async function run(
  explorer: Explorer,
  request: TestRunRequest,
  token: CancellationToken,
  coverage: boolean,
): Promise<void> {
  if (!request.continuous) return runOnce(explorer, request, coverage);
  const saved = workspace.onDidSaveTextDocument(async ({ uri, languageId }) => {
    if (languageId !== 'cow') return;
    // The scenarios may be others now.
    await explorer.tree.resolve(explorer.tree.fileItem(uri));
    await runOnce(explorer, request, coverage, uri.toString());
  });
  token.onCancellationRequested(() => saved.dispose());
}

/** Runs the tests of a request, those of one file alone where it is named. */
async function runOnce(
  { server, tree, roots, begin, pages, details, ended }: Explorer,
  request: TestRunRequest,
  coverage: boolean,
  file?: string,
): Promise<void> {
  const all = await tree.testsIn(current(roots(), request), new Set(request.exclude));
  const wanted = file === undefined ? all : all.filter(({ uri }) => uri.toString() === file);
  if (wanted.length === 0 && file !== undefined) return;
  const testRun = begin(request);
  const exercised = new Exercised();
  const results: RunEnded['results'][number][] = [];
  let files: FileCoverage[] = [];
  try {
    await runAll(server, testRun, wanted, coverage, ({ uri }, result) => {
      results.push({ uri: uri.toString(), result });
      if (result.coverage) exercised.add(uri, result.coverage);
    });
    if (coverage) files = await exercised.tell(testRun, pages, details);
  } finally {
    testRun.end();
    ended.fire({ results, coverage: files });
  }
}

/** The items that a request names, as they are now: an edit may have made them anew under the same names. */
function current(roots: readonly TestItem[], { include }: TestRunRequest): TestItem[] {
  if (include === undefined) return [...roots];
  return include.flatMap((item) => {
    const path: string[] = [];
    for (let it: TestItem | undefined = item; it; it = it.parent) path.unshift(it.id);
    let found: TestItem | undefined = roots.find(({ id }) => id === path[0]);
    for (const id of path.slice(1)) found = found?.children.get(id);
    return found ?? [];
  });
}

/** Debugs the first of the tests that are asked for: a session stands in one run. */
async function debugFirst({ tree, roots }: Explorer, request: TestRunRequest): Promise<void> {
  const [test] = await tree.testsIn(current(roots(), request), new Set(request.exclude));
  if (test === undefined) return;
  const { uri, scenario, kernel, item } = test;
  const program = programOf({ uri });
  const name = `${item.parent?.label ?? 'Scenario'} on ${kernel}`;
  await debug.startDebugging(folderOf(program), {
    type: DEBUG_TYPE,
    request: 'launch',
    name,
    program,
    scenario,
    kernel,
    stopOnEntry: true,
  });
}
