import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

interface Message {
  readonly id?: number;
  readonly result?: { readonly items: readonly { readonly code: string }[] };
}

/** A global scope with what a web worker has of it, and nothing of Node's. */
function workerScope(received: (message: Message) => void) {
  const {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    TextEncoder,
    TextDecoder,
    performance,
    queueMicrotask,
  } = globalThis;
  const scope: Record<string, unknown> & { onmessage?: (event: { data: unknown }) => void } = {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    TextEncoder,
    TextDecoder,
    performance,
    queueMicrotask,
    addEventListener: () => {},
    postMessage: received,
  };
  scope.self = scope;
  return scope;
}

it('answers in a web worker, where there is nothing of Node', async () => {
  const entryPoints = [fileURLToPath(new URL('./browser.ts', import.meta.url))];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    // The C program of the export is a text, as in the bundle.
    loader: { '.c': 'text' },
    logLevel: 'silent',
  });
  const answers = new Map<number, (message: Message) => void>();
  const scope = workerScope((message) => answers.get(message.id ?? -1)?.(message));
  vm.runInContext(outputFiles[0]?.text ?? '', vm.createContext(scope));
  const send = (message: object) => scope.onmessage?.({ data: { jsonrpc: '2.0', ...message } });
  const ask = (id: number, method: string, params: object) =>
    new Promise<Message>((resolve) => {
      answers.set(id, resolve);
      send({ id, method, params });
    });
  await ask(1, 'initialize', { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
  send({ method: 'initialized', params: {} });
  const textDocument = {
    uri: 'vscode-vfs:/a.cow',
    languageId: 'cow',
    version: 1,
    text: 'kernel 5.8\npin p1 0x1000; fork p1; write p1 0x1000',
  };
  send({ method: 'textDocument/didOpen', params: { textDocument } });
  const { result } = await ask(2, 'textDocument/diagnostic', { textDocument });
  expect(result?.items.map(({ code }) => code)).toContain('wrong-cow');
});
