import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createClientPipeTransport,
  createMessageConnection,
  generateRandomPipeName,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const entry = fileURLToPath(new URL('./node.ts', import.meta.url));
const quiet = ['--no-warnings'];

let child: ChildProcess | undefined;
afterEach(() => void child?.kill());

function run(argument: string): ChildProcess {
  child = spawn(process.execPath, [...quiet, entry, argument], { stdio: ['pipe', 'pipe', 'inherit'] });
  return child;
}

function overStdio(): { readonly server: ChildProcess; readonly connection: MessageConnection } {
  const server = run('--stdio');
  if (!server.stdout || !server.stdin) throw new Error('there are pipes');
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  return { server, connection };
}

async function overPipe(): Promise<MessageConnection> {
  const name = generateRandomPipeName();
  const transport = await createClientPipeTransport(name);
  run(`--pipe=${name}`);
  return createMessageConnection(...(await transport.onConnected()));
}

async function overSocket(): Promise<MessageConnection> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  run(`--socket=${(listening.address() as AddressInfo).port}`);
  const [socket] = await once(listening, 'connection');
  listening.close();
  return createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
}

async function overIpc(): Promise<MessageConnection> {
  child = fork(entry, ['--node-ipc'], { execArgv: quiet });
  return createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
}

function initialize(connection: MessageConnection, processId: number | null): Promise<{ serverInfo: object }> {
  connection.listen();
  return connection.sendRequest('initialize', { processId, rootUri: null, capabilities: {} });
}

describe('the server as a process', () => {
  it.each([
    ['--stdio', async () => overStdio().connection],
    ['--pipe', overPipe],
    ['--socket', overSocket],
    ['--node-ipc', overIpc],
  ])('speaks over %s, and ends in 0 after a shutdown', async (_, connect) => {
    const connection = await connect();
    expect(await initialize(connection, process.pid)).toMatchObject({ serverInfo: { name: 'cowscope' } });
    const ended = once(child as ChildProcess, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect((await ended)[0]).toBe(0);
  });

  it('ends in 1 where nothing was said of how to speak', async () => {
    const server = spawn(process.execPath, [...quiet, entry], { stdio: 'ignore' });
    expect((await once(server, 'exit'))[0]).toBe(1);
  });

  it('ends in 1 where it is told to exit without a shutdown', async () => {
    const { server, connection } = overStdio();
    await initialize(connection, null);
    const ended = once(server, 'exit');
    await connection.sendNotification('exit');
    expect((await ended)[0]).toBe(1);
  });

  it('ends in 1 where its input ends', async () => {
    const { server, connection } = overStdio();
    await initialize(connection, null);
    const ended = once(server, 'exit');
    server.stdin?.end();
    expect((await ended)[0]).toBe(1);
  });

  it('ends when the process of its client is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(gone, 'exit');
    const { server, connection } = overStdio();
    const ended = once(server, 'exit');
    await initialize(connection, gone.pid ?? 0);
    expect((await ended)[0]).toBe(1);
  });
});
