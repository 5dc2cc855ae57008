import { TESTS, type TestScenario, type TestsParams } from '@cowscope/server/protocol.ts';
import { Range, type TestController, type TestItem, type Uri, workspace } from 'vscode';
import type { Server } from '../server.ts';

/** A scenario on one kernel: what is run as one test. */
export interface Test {
  readonly item: TestItem;
  readonly uri: Uri;
  /** Index of the scenario in its file. */
  readonly scenario: number;
  readonly kernel: string;
}

/** The tree of files, their scenarios, and the kernels of each. */
export class TestTree {
  private readonly controller: TestController;
  private readonly server: Server;
  private readonly tests = new WeakMap<TestItem, Test>();

  constructor(controller: TestController, server: Server) {
    this.controller = controller;
    this.server = server;
  }

  /** The test that an item is; undefined for a file or a scenario. */
  testOf(item: TestItem): Test | undefined {
    return this.tests.get(item);
  }

  /** The item of a file, made when missing. What is in it is read when somebody asks. */
  fileItem(uri: Uri): TestItem {
    const id = uri.toString();
    const known = this.controller.items.get(id);
    if (known) return known;
    const item = this.controller.createTestItem(id, workspace.asRelativePath(uri, false), uri);
    item.canResolveChildren = true;
    this.controller.items.add(item);
    return item;
  }

  /** Takes a file out of the tree. */
  remove(uri: Uri): void {
    this.controller.items.delete(uri.toString());
  }

  /** Reads the scenarios of a file anew; those that stand as before keep their results. */
  async resolve(item: TestItem): Promise<void> {
    const { uri } = item;
    if (uri === undefined) return;
    try {
      const params: TestsParams = { text: await textOf(uri) };
      const scenarios = await this.server.sendRequest<TestScenario[]>(TESTS, params);
      item.children.replace(this.scenarioItems(uri, scenarios));
      item.error = undefined;
    } catch (fault) {
      item.error = fault instanceof Error ? fault.message : String(fault);
    }
  }

  /** Scenarios of one title are told apart by their order. */
  private scenarioItems(uri: Uri, scenarios: readonly TestScenario[]): TestItem[] {
    const seen = new Map<string, number>();
    return scenarios.map((scenario) => {
      const title = scenario.title ?? uri.path.slice(uri.path.lastIndexOf('/') + 1);
      const before = seen.get(title) ?? 0;
      seen.set(title, before + 1);
      const item = this.controller.createTestItem(`${uri}#${before}#${title}`, title, uri);
      item.range = new Range(scenario.line, 0, scenario.endLine, 0);
      item.sortText = sortable(scenario.scenario);
      item.children.replace(scenario.kernels.map((kernel, i) => this.kernelItem(item, uri, scenario, kernel, i)));
      return item;
    });
  }

  private kernelItem(parent: TestItem, uri: Uri, { scenario }: TestScenario, kernel: string, order: number): TestItem {
    const item = this.controller.createTestItem(`${parent.id}@${kernel}`, kernel, uri);
    item.range = parent.range;
    item.sortText = sortable(order);
    this.tests.set(item, { item, uri, scenario, kernel });
    return item;
  }

  /** The tests below some items, those of files that nobody opened yet included; `excluded` and what is below it not. */
  async testsIn(items: Iterable<TestItem>, excluded: ReadonlySet<TestItem>): Promise<Test[]> {
    const found: Test[] = [];
    for (const item of items) {
      if (excluded.has(item)) continue;
      const test = this.testOf(item);
      if (test) found.push(test);
      else {
        if (item.canResolveChildren && item.children.size === 0) await this.resolve(item);
        found.push(...(await this.testsIn(childrenOf(item), excluded)));
      }
    }
    return found;
  }
}

/** The children of an item. */
export function childrenOf({ children }: Pick<TestItem, 'children'>): TestItem[] {
  return [...children].map(([, child]) => child);
}

/** A file's text as the editor has it, changes that are not saved included. Rejects where it cannot be read. */
export async function textOf(uri: Uri): Promise<string> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open ? open.getText() : new TextDecoder().decode(await workspace.fs.readFile(uri));
}

function sortable(order: number): string {
  return String(order).padStart(6, '0');
}
