import { expect, test, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LateServer } from './server.ts';

vi.mock('vscode', () => ({
  Disposable: class {
    dispose: () => void;
    constructor(dispose: () => void) {
      this.dispose = dispose;
    }
  },
}));

/** A client that writes down what is done with it, and can be made to say something. */
function recorded() {
  const done: string[] = [];
  const listeners = new Map<string, (params: unknown) => void>();
  const client = {
    onNotification: (method: string, listener: (params: unknown) => void) => {
      done.push(`listen ${method}`);
      listeners.set(method, listener);
    },
    start: async () => void done.push('start'),
    stop: async () => void done.push('stop'),
    sendRequest: async (...given: unknown[]) => {
      done.push(JSON.stringify(given));
      return 'answer';
    },
  };
  let arrive: () => void = () => {};
  const loaded = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const load = async () => {
    await loaded;
    done.push('load');
    return client as unknown as BaseLanguageClient;
  };
  const say = (method: string, params: unknown) => listeners.get(method)?.(params);
  return { done, load, arrive, say };
}

test('what is asked before the client is there waits for it, in its order, and nothing that the server says is missed', async () => {
  const { done, load, arrive, say } = recorded();
  const server = new LateServer(load);
  const heard: unknown[] = [];
  server.onNotification('status', (params) => void heard.push(params));
  const { dispose } = server.onNotification('status', () => void heard.push('again'));
  const asked = Promise.all([server.sendRequest('one', { a: 1 }), server.sendRequest('two'), server.start()]);
  expect(done).toEqual([]);
  arrive();
  expect((await asked).slice(0, 2)).toEqual(['answer', 'answer']);
  expect(done).toEqual(['load', 'listen status', 'start', '["one",{"a":1}]', '["two"]']);
  say('status', 1);
  dispose();
  say('status', 2);
  expect(heard).toEqual([1, 'again', 2]);
});

test('a server that is just starting is ended once it has started', async () => {
  const { done, load, arrive } = recorded();
  const server = new LateServer(load);
  const started = server.start();
  const stopped = server.stop();
  arrive();
  await Promise.all([started, stopped]);
  expect(done).toEqual(['load', 'start', 'stop']);
});

test('where the client cannot be loaded, whoever asks is told, and there is nothing to end', async () => {
  const server = new LateServer(async () => {
    throw new Error('no such file');
  });
  await expect(server.start()).rejects.toThrow('no such file');
  await expect(server.sendRequest('one')).rejects.toThrow('no such file');
  await server.stop();
});

test('ending starts nothing, neither at once nor when somebody asks afterwards', async () => {
  const { done, load, arrive } = recorded();
  const server = new LateServer(load);
  arrive();
  await server.stop();
  await expect(server.sendRequest('one')).rejects.toThrow('has ended');
  expect(done).toEqual([]);
});
