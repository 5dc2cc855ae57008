import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { build } from 'rolldown';
import { cowDocument } from './documents.ts';
import { type Figure, single } from './figure.ts';
import { LanguageServer } from './language-server.ts';

/** The smallest client of the same libraries, bundled as ours is; kilobytes. */
async function emptyClient(contents: string, resolveDir: string): Promise<number> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    legalComments: 'none',
    logLevel: 'error',
  });
  return (outputFiles[0]?.contents.length ?? Number.NaN) / 1024;
}

/** The smallest server of the same libraries, bundled as ours is; kilobytes. */
async function emptyServer(contents: string, folder: string): Promise<number> {
  const entry = join(folder, 'empty.ts');
  const { output } = await build({
    input: entry,
    plugins: [
      { name: 'empty', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? contents : null) },
    ],
    platform: 'node',
    transform: { target: 'node20' },
    resolve: { mainFields: ['module', 'main'] },
    output: { format: 'cjs', minify: true, comments: false },
    write: false,
  });
  return Buffer.byteLength(output[0].code) / 1024;
}

const EMPTY_CLIENT = `
  import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
  export function activate() { return new LanguageClient('x', 'x', { module: 'x', transport: TransportKind.ipc }, {}).start(); }
`;

const EMPTY_SERVER = `
  import { EmbeddedActionsParser, Lexer, createToken } from 'chevrotain';
  import { createConnection, TextDocuments } from 'vscode-languageserver/node';
  import { TextDocument } from 'vscode-languageserver-textdocument';
  class Empty extends EmbeddedActionsParser {}
  const connection = createConnection();
  new TextDocuments(TextDocument).listen(connection);
  connection.onInitialize(() => ({ capabilities: {}, parser: [new Empty([createToken({ name: 'A' })]), Lexer] }));
  connection.listen();
`;

/** The parts of the server that are loaded when somebody asks for what they do; every other one counts. */
const ON_DEMAND = ['requests-later.js', 'runtime.js'];

/** Throws unless a server of which nothing is there but `files` checks a document and shows its hints. */
async function assertEnough(dist: string, files: readonly string[]): Promise<void> {
  const alone = mkdtempSync(join(tmpdir(), 'cowscope-server-'));
  try {
    for (const file of files) cpSync(join(dist, file), join(alone, file));
    const server = await LanguageServer.start(join(alone, 'server.js'));
    const document = cowDocument(100);
    await server.open(document);
    await server.diagnostics(document.uri);
    const range = { start: { line: 0, character: 0 }, end: { line: document.lines.length, character: 0 } };
    const hints = await server.request<unknown[]>('textDocument/inlayHint', {
      textDocument: { uri: document.uri },
      range,
    });
    await server.stop();
    if (hints.length === 0) throw new Error(`no hints from ${files}`);
  } finally {
    rmSync(alone, { recursive: true, force: true });
  }
}

/** What the server takes until the first hints of a document, and all of it; kilobytes. */
async function serverSizes(dist: string): Promise<{ readonly needed: number; readonly all: number }> {
  const parts = readdirSync(join(dist, 'server')).filter((name) => name.endsWith('.js'));
  const size = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1024;
  const path = (name: string) => join('server', name);
  const needed = ['server.js', ...parts.filter((name) => !ON_DEMAND.includes(name)).map(path)];
  await assertEnough(dist, needed);
  return { needed: size(needed), all: size(['server.js', ...parts.map(path)]) };
}

/** The sizes of what is shipped, beside the smallest programs on the same libraries. */
export async function bundleFigures(root: string): Promise<Figure[]> {
  const dist = join(root, 'dist');
  const client = await emptyClient(EMPTY_CLIENT, `${root}/client`);
  const empty = await emptyServer(EMPTY_SERVER, `${root}/server`);
  const { needed, all } = await serverSizes(dist);
  return [
    {
      name: 'client bundle',
      unit: 'KB',
      // What is registered at once, and the language client after it.
      ours: single((statSync(join(dist, 'extension.js')).size + statSync(join(dist, 'client.js')).size) / 1024),
      peer: 'empty client',
      theirs: single(client),
      target: 1.1,
    },
    {
      name: `server until the first hints (all of it: ${Math.round(all)} KB)`,
      unit: 'KB',
      ours: single(needed),
      peer: 'empty server',
      theirs: single(empty),
      target: 1.6,
    },
  ];
}
