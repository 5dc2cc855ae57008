import { readFileSync } from 'node:fs';
import esbuild from 'esbuild';
import { type Figure, single } from './figure.ts';

/** The smallest program that uses what ours is made of, bundled as ours is; kilobytes. */
async function emptyBundle(contents: string, resolveDir: string): Promise<number> {
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

/** The sizes of what is shipped, beside the smallest programs on the same libraries. */
export async function bundleFigures(root: string): Promise<Figure[]> {
  const size = (file: string) => single(readFileSync(`${root}/dist/${file}`).length / 1024);
  const client = single(await emptyBundle(EMPTY_CLIENT, `${root}/client`));
  const server = single(await emptyBundle(EMPTY_SERVER, `${root}/server`));
  return [
    {
      name: 'client bundle',
      unit: 'KB',
      ours: size('extension.js'),
      peer: 'empty client',
      theirs: client,
      target: 1.1,
    },
    { name: 'server bundle', unit: 'KB', ours: size('server.js'), peer: 'empty server', theirs: server, target: 1.6 },
  ];
}
