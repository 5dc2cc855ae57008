import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, open } from './editor.ts';

const { executeCommand } = vscode.commands;

/** A run of tests as the extension tells of it. */
interface Ended {
  readonly results: readonly {
    readonly uri: string;
    readonly result: {
      readonly kernel: string;
      readonly failures: readonly { readonly line: number; readonly expected: string; readonly found: string }[];
    };
  }[];
  readonly coverage: readonly vscode.FileCoverage[];
}

/** Runs a command of the test explorer; the run that it leads to. */
async function ranBy(command: string): Promise<Ended> {
  const extension = vscode.extensions.getExtension<{ tests: vscode.Event<Ended> }>('cowscope.cowscope');
  assert.ok(extension, 'the extension is there');
  const { tests } = await extension.activate();
  let ended: Ended | undefined;
  const listener = tests((run) => {
    ended = run;
  });
  try {
    await executeCommand(command);
    return await eventually(`the run of ${command}`, () => ended, 60_000);
  } finally {
    listener.dispose();
  }
}

/** The tests of a file are there once its document was read; until then a command finds none. */
async function listed(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

/** What came of each kernel of a file: `6.12`, or `5.8 line 3: reuse, found copy`. */
function outcomes({ results }: Ended, { uri }: vscode.TextDocument): string[] {
  const own = results.filter((one) => one.uri === uri.toString());
  return own.map(({ result: { kernel, failures } }) =>
    [kernel, ...failures.map(({ line, expected, found }) => `line ${line}: ${expected}, found ${found}`)].join(' '),
  );
}

describe('the test explorer', function () {
  this.timeout(180_000);
  afterEach(closeAll);

  it('runs each scenario on each of its kernels, with the two sides of a failed one', async () => {
    const { document } = await open(
      'kernel 5.8 6.12\nscenario "lost?"\npin p1 0x1000 as dma; fork p1\nwrite p1 0x1000 => reuse\n¦',
    );
    await listed();
    assert.deepEqual(outcomes(await ranBy('testing.runCurrentFile'), document), [
      '5.8 line 3: reuse, found copy',
      '6.12 line 3: reuse, found no_fault',
    ]);
  });

  it('runs the failed ones again, and they pass once the scenario is right', async () => {
    const editor = await open(
      'kernel 5.8 6.12\nread p1 0x1000\nfork p1\nexpect p1 0x1000 mapcount 2 on 5.8\nexpect p1 0x1000 mapcount 1 on 6.12\n¦',
    );
    await listed();
    assert.deepEqual(outcomes(await ranBy('testing.runCurrentFile'), editor.document), [
      '5.8',
      '6.12 line 4: mapcount 1, found mapcount 2',
    ]);
    await editor.edit((edit) => edit.replace(new vscode.Range(4, 26, 4, 27), '2'));
    assert.deepEqual(outcomes(await ranBy('testing.reRunFailTests'), editor.document), ['6.12']);
  });

  it('says which statements, alternatives and rules were exercised', async () => {
    const { document } = await open(
      'kernel 5.8 6.12\nfork p1\nwrite p1 0x1000 => reuse on < 4.10, copy\nexpect right on 5.7\n¦',
    );
    await listed();
    const { coverage } = await ranBy('testing.coverageCurrentFile');
    const of = (path: string) => coverage.find(({ uri }) => uri.path === path);
    const own = of(document.uri.path);
    assert.deepEqual({ ...own?.statementCoverage }, { covered: 2, total: 3 });
    assert.deepEqual({ ...own?.branchCoverage }, { covered: 1, total: 2 });
    const rules = of('/Kernel rules/Rule switches');
    assert.ok(rules, 'a page of the rules');
    const { covered, total } = rules.statementCoverage;
    assert.ok(covered > 0 && covered < total, `${covered} of ${total}`);
    const page = await vscode.workspace.openTextDocument(rules.uri);
    assert.match(page.getText(), /^wp_reuse: /m);
  });
});
