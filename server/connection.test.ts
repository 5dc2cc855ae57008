import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic, Hover, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import {
  KERNELS,
  type KernelItem,
  RUN,
  SET_KERNEL,
  STATE_AT,
  STATUS,
  type StatusParams,
  type TextResult,
} from './protocol.ts';
import { startServer, type TestClient } from './testing/client.ts';
import { URI } from './testing/marked.ts';

const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma; unpin dma";
const AT_START = { position: { line: 0, character: 0 } };

let client: TestClient | undefined;

afterEach(async () => {
  expect(await client?.end()).toBe(0);
  client = undefined;
});

async function start(...params: Parameters<typeof startServer>): Promise<TestClient> {
  client = await startServer(...params);
  return client;
}

/** The server answers, and answers right. */
async function checkAlive(server: TestClient): Promise<void> {
  await server.replace(`kernel 5.8\n${LOST}`);
  expect(await server.codes()).toContain('wrong-cow');
}

describe('the server over its protocol', () => {
  it('answers pulls, hovers and edits', async () => {
    const server = await start();
    expect(server.initialized.capabilities.diagnosticProvider).toBeDefined();
    await server.open(LOST);
    expect(await server.codes()).toEqual([]);
    await server.edit(0, 0, 0, 'kernel 5.8\n');
    expect(await server.codes()).toContain('wrong-cow');
    const hover = await server.ask<Hover>('textDocument/hover', { position: { line: 1, character: 32 } });
    expect(JSON.stringify(hover.contents)).toContain('do_wp_page');
  });

  it('answers `unchanged` where nothing changed', async () => {
    const server = await start();
    await server.open(LOST);
    const { resultId } = await server.ask<{ resultId: string }>('textDocument/diagnostic');
    const again = await server.ask<{ kind: string }>('textDocument/diagnostic', { previousResultId: resultId });
    expect(again.kind).toBe('unchanged');
  });

  it('pushes diagnostics to a client that does not pull, and takes them back at the close', async () => {
    const server = await start({});
    expect(server.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const pushed: PublishDiagnosticsParams[] = [];
    const next = () =>
      new Promise<PublishDiagnosticsParams>((resolve) => {
        server.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
          pushed.push(params);
          resolve(params);
        });
      });
    let waiting = next();
    await server.open('wrote p1');
    expect((await waiting).diagnostics.map(({ code }) => code)).toEqual(['syntax']);
    waiting = next();
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    expect((await waiting).diagnostics).toEqual([]);
  });

  it('has no colours and notifications of ours for a client that only sends options', async () => {
    const server = await start({ initializationOptions: { kernel: '5.8' } });
    const told: unknown[] = [];
    server.connection.onNotification(STATUS, (status) => void told.push(status));
    expect(server.initialized.capabilities.executeCommandProvider).toBeDefined();
    await server.open(LOST);
    const hover = await server.ask<Hover>('textDocument/hover', { position: { line: 0, character: 32 } });
    expect(JSON.stringify(hover.contents)).toContain('on 5.8');
    expect(JSON.stringify(hover.contents)).not.toContain('<span');
    expect(told).toEqual([]);
  });

  it('runs what a lens names for a client that has no command of ours', async () => {
    const server = await start({});
    await server.open(LOST);
    const shown = new Promise<{ message: string }>((resolve) =>
      server.connection.onNotification('window/showMessage', resolve),
    );
    const text = await server.connection.sendRequest('workspace/executeCommand', {
      command: 'cowscope.run',
      arguments: [URI, 0],
    });
    expect(text).toContain('right');
    expect((await shown).message).toBe(text);
  });

  it('switches the kernel: asks for a refresh, tells the status, and answers anew', async () => {
    const server = await start();
    const statuses: StatusParams[] = [];
    server.connection.onNotification(STATUS, (status: StatusParams) => void statuses.push(status));
    const refreshed = new Promise<void>((resolve) => {
      server.connection.onRequest('workspace/diagnostic/refresh', () => {
        resolve();
        return null;
      });
    });
    await server.open(LOST);
    expect(await server.codes()).not.toContain('wrong-cow');
    expect(await server.connection.sendRequest(SET_KERNEL, { uri: URI, kernel: '5.8' })).toEqual({ error: null });
    await refreshed;
    expect(await server.codes()).toContain('wrong-cow');
    expect(statuses.at(-1)?.scenarios[0]).toMatchObject({
      title: 'card.cow',
      kernel: '5.8',
      verdict: 'lost',
      harms: ['lost'],
    });
    const { error } = await server.connection.sendRequest<{ error: string }>(SET_KERNEL, { uri: URI, kernel: '9.9' });
    expect(error).toContain('9.9');
    await server.connection.sendRequest(SET_KERNEL, { uri: URI, kernel: null });
    expect(await server.codes()).not.toContain('wrong-cow');
  });

  it('shows states and runs as text, and names the kernels', async () => {
    const server = await start();
    await server.open(LOST);
    const { text: state } = await server.connection.sendRequest<TextResult>(STATE_AT, {
      uri: URI,
      line: 0,
      character: 10,
    });
    expect(state).toContain('1024 pin dma');
    const { text: run } = await server.connection.sendRequest<TextResult>(RUN, { uri: URI });
    expect(run).toContain('right');
    const kernels = await server.connection.sendRequest<KernelItem[]>(KERNELS);
    expect(kernels.map(({ name }) => name)).toContain('lts-6.12');
  });
});

describe('the server survives', () => {
  it('a document changed a thousand times without waiting', async () => {
    const server = await start();
    await server.open('');
    const answers: Promise<unknown>[] = [];
    for (let i = 0; i < 1000; i++) {
      await server.edit(0, 0, 0, i % 2 === 0 ? `fork p1; ` : `write p${i} 0x1000 => `);
      if (i % 50 === 0) answers.push(server.ask('textDocument/diagnostic').catch((error: Error) => error));
      if (i % 70 === 0) answers.push(server.ask('textDocument/hover', AT_START));
    }
    await Promise.all(answers);
    await checkAlive(server);
  });

  it('a document closed while it is computed', async () => {
    const server = await start();
    const long = `kernel all\n${'fork p1 => shared; write p1 0x1000; exit p1\n'.repeat(3000)}`;
    await server.open(long);
    const answer = server.ask<{ items: Diagnostic[] }>('textDocument/diagnostic').catch((error: Error) => error);
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    await answer;
    expect(await server.ask('textDocument/hover', AT_START)).toBeNull();
    await server.open('fork p1');
    await checkAlive(server);
  });

  it('a request that is cancelled', async () => {
    const server = await start();
    await server.open(`kernel all\n${'fork p1 => shared; write p1 0x1000\n'.repeat(3000)}`);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const answer = server.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: URI } },
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
    await checkAlive(server);
  });

  it('requests that make no sense', async () => {
    const server = await start();
    await server.open('fork p1; pin p1 0x1000');
    const methods = [
      'hover',
      'completion',
      'signatureHelp',
      'definition',
      'references',
      'documentHighlight',
      'rename',
      'prepareRename',
      'codeAction',
      'inlayHint',
      'rangeFormatting',
      'onTypeFormatting',
      'semanticTokens/full/delta',
      'semanticTokens/range',
      'documentSymbol',
      'diagnostic',
    ];
    const wrong = [
      null,
      {},
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: { uri: URI } },
      { textDocument: { uri: URI }, position: { line: 1e9, character: -5 }, range: 'no', newName: 5 },
      {
        textDocument: { uri: URI },
        position: { line: -1, character: 1e9 },
        range: { start: { line: -1, character: 0 }, end: { line: 1e9, character: 0 } },
        context: null,
      },
    ];
    for (const method of methods) {
      for (const params of wrong)
        await server.connection.sendRequest(`textDocument/${method}`, params).catch((error: Error) => error);
    }
    for (const method of [
      STATE_AT,
      RUN,
      KERNELS,
      SET_KERNEL,
      'inlayHint/resolve',
      'completionItem/resolve',
      'no/such',
    ]) {
      for (const params of wrong) await server.connection.sendRequest(method, params).catch((error: Error) => error);
    }
    await checkAlive(server);
  });

  it('notifications that make no sense', async () => {
    const server = await start();
    await server.open('fork p1');
    for (const method of ['didOpen', 'didChange', 'didClose']) {
      for (const params of [
        null,
        {},
        { textDocument: {} },
        { textDocument: { uri: URI }, contentChanges: [null, 5, { range: {} }] },
      ]) {
        await server.connection.sendNotification(`textDocument/${method}`, params);
      }
    }
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: { cowscope: 5 } });
    await server.connection.sendNotification('workspace/didChangeConfiguration', null);
    await server.open('');
    await checkAlive(server);
  });

  it('a message that is no JSON', async () => {
    const server = await start();
    await server.open('');
    server.process.stdin.write('Content-Length: 5\r\n\r\n{"a":');
    await checkAlive(server);
  });
});
