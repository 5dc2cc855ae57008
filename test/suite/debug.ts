import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, lostWrite, open } from './editor.ts';

const { executeCommand } = vscode.commands;

describe('debugging a scenario', function () {
  // A session begins in a window of its own: on a busy machine that takes its time.
  this.timeout(180_000);

  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await eventually('no session', () => vscode.debug.activeDebugSession === undefined, 60_000);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await closeAll();
  });

  it('F5 stands before the first statement of the line, steps on and back, and shows processes and pages', async () => {
    await open(`kernel 5.8\n${lostWrite}¦\n`);
    await executeCommand('workbench.action.debug.start');
    await standsAt('pin p1 0x1000 as dma');
    await executeCommand('workbench.action.debug.stepOver');
    await standsAt('fork p1');
    await executeCommand('workbench.action.debug.stepOver');
    await standsAt("write p1 0x1000 'A'");
    await executeCommand('workbench.action.debug.stepBack');
    await standsAt('fork p1');
    assert.deepEqual(await variables('Processes'), ['p1: 1 entry · has_pinned']);
    assert.deepEqual(await variables('Pages'), ['page 1: anon · page_count 1025 · mapcount 1 · maybe_pinned']);
    assert.deepEqual(await variables('References'), ['dma: pin write → page 1 · coherent']);
    assert.equal((await ask('evaluate', { expression: 'p1 0x1000 mapcount' })).result, '1');
  });

  it('runs to the end, back to the start, and ends where it goes on', async () => {
    await open(`kernel 5.8\n${lostWrite}¦\n`);
    await executeCommand('cowscope.debug');
    await standsAt('pin p1 0x1000 as dma');
    await exceptionsOff();
    await executeCommand('workbench.action.debug.continue');
    await standsAt('end: lost on 5.8');
    await executeCommand('workbench.action.debug.reverseContinue');
    await standsAt('pin p1 0x1000 as dma');
    await executeCommand('workbench.action.debug.continue');
    await standsAt('end: lost on 5.8');
    await executeCommand('workbench.action.debug.continue');
    await eventually('the session is over', () => vscode.debug.activeDebugSession === undefined);
  });

  it('stops at a breakpoint on one statement of a line', async () => {
    const { document } = await open(`kernel 6.12\n${lostWrite}¦\n`);
    const fork = document.positionAt(document.getText().indexOf('fork'));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(document.uri, fork))]);
    await launch(document, { stopOnEntry: false });
    await standsAt('fork p1');
    await executeCommand('workbench.action.debug.continue');
    await standsAt('end: right on 6.12');
    await executeCommand('workbench.action.debug.reverseContinue');
    await standsAt('fork p1');
  });

  it('stops where a page_count changes, in both directions', async () => {
    const { document } = await open(`kernel 6.12\n${lostWrite}¦\n`);
    await launch(document);
    await standsAt('pin p1 0x1000 as dma');
    const { dataId } = await ask('dataBreakpointInfo', { name: 'page 1 page_count' });
    assert.equal(dataId, 'page 1 page_count');
    await ask('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write' }] });
    await ask('continue', { threadId: 1 });
    await standsAt('pin p1 0x1000 as dma → no_fault 1025/1');
    await ask('continue', { threadId: 1 });
    await standsAt('end: right on 6.12');
    await ask('reverseContinue', { threadId: 1 });
    await standsAt('pin p1 0x1000 as dma → no_fault 1025/1');
  });

  it('stops at a lost write as at an exception', async () => {
    const { document } = await open(`kernel 5.8\n${lostWrite}¦\n`);
    await launch(document, { stopOnEntry: false });
    await standsAt("write p1 0x1000 'A' → copy 1/1");
    const info = await ask('exceptionInfo', { threadId: 1 });
    assert.equal(info.exceptionId, 'wrong-cow');
  });

  it('debugs the text that is not saved yet, under the kernel of the launch', async () => {
    const editor = await open('fork p1\n');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'read p1 0x1000\n'));
    await launch(editor.document, { kernel: '5.10' });
    await standsAt('read p1 0x1000');
    const { threads } = await ask('threads', {});
    assert.match(threads[0].name, /on 5\.10$/);
  });

  it('says what a launch that cannot be done lacks', async () => {
    const { document } = await open('fork p1\n');
    const program = document.uri.fsPath;
    // VS Code shows the sentence; the session does not stand.
    void vscode.debug.startDebugging(undefined, {
      type: 'cow',
      request: 'launch',
      name: 'wrong',
      program,
      kernel: 'none',
    });
    await eventually('it ends', () => vscode.debug.activeDebugSession === undefined);
  });

  it('offers inline values and what a hover evaluates', async () => {
    const { document } = await open(`kernel 6.12\n${lostWrite}¦\n`);
    await launch(document);
    await standsAt('pin p1 0x1000 as dma');
    const values = await ask('inlineValues', { from: 1, to: 9 });
    assert.deepEqual(
      values.map(({ line, text }: { line: number; text: string }) => `${line} ${text}`),
      ['2 p1 0x1000: page 1 1/1 0'],
    );
  });
});

/** Launches a document. */
async function launch({ uri }: vscode.TextDocument, more: object = {}): Promise<void> {
  const started = await vscode.debug.startDebugging(undefined, {
    type: 'cow',
    request: 'launch',
    name: 'suite',
    program: uri.scheme === 'file' ? uri.fsPath : uri.toString(),
    ...more,
  });
  assert.ok(started, 'a session starts');
}

// biome-ignore lint/suspicious/noExplicitAny: the body of a response, as the debug adapter protocol has it
type Body = any;

/** Asks the session. */
async function ask(command: string, args: object): Promise<Body> {
  const session = await eventually('a session', () => vscode.debug.activeDebugSession);
  return session.customRequest(command, args);
}

/** Resolves once the newest frame has that name and the editor stands at it: a command before that goes nowhere. */
async function standsAt(name: string): Promise<void> {
  let found = '';
  await eventually(
    `standing at ${name}`,
    async () => {
      const body = await vscode.debug.activeDebugSession?.customRequest('stackTrace', { threadId: 1, levels: 1 }).then(
        (answer) => answer,
        () => undefined,
      );
      const frame = body?.stackFrames?.[0];
      found = frame?.name ?? found;
      const item = vscode.debug.activeStackItem;
      return found === name && item instanceof vscode.DebugStackFrame && item.frameId === frame.id;
    },
    60_000,
  ).catch((error) => assert.fail(`${error.message}; it stands at ${found}`));
}

async function exceptionsOff(): Promise<void> {
  await ask('setExceptionBreakpoints', { filters: [] });
}

/** The variables of a scope of the newest frame. */
async function variables(scope: string): Promise<string[]> {
  const { stackFrames } = await ask('stackTrace', { threadId: 1, levels: 1 });
  const { scopes } = await ask('scopes', { frameId: stackFrames[0].id });
  const reference = scopes.find(({ name }: { name: string }) => name === scope)?.variablesReference;
  const { variables: found } = await ask('variables', { variablesReference: reference });
  return found.map(({ name, value }: { name: string; value: string }) => `${name}: ${value}`);
}
