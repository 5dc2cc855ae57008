/** The server as a Node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME` say how it is spoken to. */
import { parseArgs } from 'node:util';
import {
  createMessageConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { type Host, serve } from './connection.ts';

/** Milliseconds between two looks for the client's process. */
const BETWEEN_LOOKS = 3_000;

const host: Host = {
  exit: (code) => process.exit(code),
  whenGone(client, then) {
    const look = () => {
      try {
        process.kill(client, 0);
      } catch {
        then();
      }
    };
    setInterval(look, BETWEEN_LOOKS).unref();
  },
};

/** What the command line asks to be spoken to over. Throws where it asks for nothing. */
function transport(): [MessageReader, MessageWriter] {
  const flag = { type: 'boolean' } as const;
  const text = { type: 'string' } as const;
  const options = { 'node-ipc': flag, stdio: flag, socket: text, pipe: text };
  const { values } = parseArgs({ strict: false, options });
  if (values['node-ipc']) return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  if (values.stdio) return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
  if (typeof values.socket === 'string') return createServerSocketTransport(Number(values.socket));
  if (typeof values.pipe === 'string') return createServerPipeTransport(values.pipe);
  throw new Error('one of --stdio, --node-ipc, --socket=PORT and --pipe=NAME is needed');
}

const end = serve(createMessageConnection(...transport()), host);
// A file as standard input ends without being closed.
process.stdin.once('end', end);
