import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, open } from './editor.ts';

const { executeCommand } = vscode.commands;

/** What a real 6.12 printed of `fork p1` on one page; `count` is the page_count that it saw. */
const printed = (count: number) => {
  const pte = (process: string) =>
    `{"process":"${process}","address":"0x1000","state":"present","page":1,"writable":false,"dirty":true,"soft_dirty":true,"uffd_wp":false}`;
  const page = `{"page":1,"kind":null,"page_count":${count},"mapcount":2,"exclusive":false}`;
  return [
    'KTAP version 1',
    '# kernel 6.12.117',
    `# trace {"line":2,"column":1,"outcome":null,"ptes":[${pte('p1')},${pte('p2')}],"refs":[],"pages":[${page}]}`,
    '# stopped {"line":3,"column":1,"reason":"user space cannot do lock"}',
  ].join('\n');
};

const SCENARIO = 'kernel lts-6.12\n¦fork p1\nlock p1 0x1000\n';

describe('a real kernel beside the simulation', () => {
  afterEach(closeAll);

  it('exports a C program of the scenario, beside it', async () => {
    await open(SCENARIO);
    const code = await executeCommand<string>('cowscope.export');
    assert.match(code, /int main\(/);
    const shown = await eventually('the C file', () =>
      vscode.workspace.textDocuments.find((document) => document.languageId === 'c' && document.getText() === code),
    );
    assert.equal(shown.isUntitled, true);
  });

  it('annotates the scenario with an observed trace, and clears it', async () => {
    const { document } = await open(SCENARIO);
    const message = await executeCommand<string>('cowscope.annotate', printed(2));
    assert.match(message, /6\.12\.117 beside lts-6\.12: 1 steps, \d+ values, 0 differences/);
    await eventually('the hint', async () => (await hints(document)).includes('= real'));
    await executeCommand('cowscope.annotate', printed(3));
    const found = await eventually('the difference', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ code }) => codeOf(code) === 'observed-differs'),
    );
    assert.match(found.message, /page_count: 3 on 6\.12\.117, 2 simulated on lts-6\.12/);
    assert.equal(found.range.start.line, 1);
    await executeCommand('cowscope.clearObserved');
    await eventually('nothing left', () =>
      vscode.languages.getDiagnostics(document.uri).every(({ code }) => !String(codeOf(code)).startsWith('observed')),
    );
    assert.ok(!(await hints(document)).some((label) => label.includes('real')));
  });

  it('says what is no trace', async () => {
    await open(SCENARIO);
    assert.match(await executeCommand<string>('cowscope.annotate', 'hello'), /neither an observed step nor a KTAP/);
  });
});

async function hints({ uri, lineCount }: vscode.TextDocument): Promise<string[]> {
  const range = new vscode.Range(0, 0, lineCount, 0);
  const found = await executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, range);
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

function codeOf(code: vscode.Diagnostic['code']): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}
