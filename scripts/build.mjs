// Bundles the extension, the language server and the command line into dist/, and says how large each is.
//   node scripts/build.mjs [--watch] [NAME…]      all when none is named: see `bundles`
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { buildServer } from './build-server.mjs';
import { root } from './machine.mjs';

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // What VS Code 1.91 and the oldest Node of the command line both run.
  target: 'node20',
  format: 'cjs',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  // The runtime of exported programs is a C file, taken as it is.
  loader: { '.c': 'text' },
  logLevel: 'warning',
  mainFields: ['module', 'main'],
};

/**
 * What the extension loads late: the language client when VS Code has gone on, the debug adapter when somebody debugs. Its
 * bundle names the other ones.
 */
const late = { './node-client.ts': './client.js', './adapter.ts': './debug.js' };
const lateApart = {
  name: 'late-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && Object.hasOwn(late, path) ? { path: late[path], external: true } : undefined,
    ),
};

/** The tools for agents are loaded by `cowscope mcp` alone: the command line's bundle names the other one. */
const mcpApart = {
  name: 'mcp-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@cowscope\/mcp\/main\.ts$/ }, () => ({ path: './mcp.js', external: true })),
};

/** zod carries its messages in fifty languages, and no bundler sees that only the English ones are read. */
const zodInEnglish = {
  name: 'zod-in-english',
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ path, ...from }) =>
      from.importer.includes('/zod/') ? resolve('../locales/en.js', from) : undefined,
    ),
};

/** What runs in VS Code for the web: there, nothing of Node is, and a script can load no other one. */
const browser = {
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  // Node's modules that the debug adapter's library asks for: an npm package of that name, and what browsers have.
  alias: { url: './client/debug/url.ts' },
};

const bundles = {
  extension: {
    entryPoints: ['client/node.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [lateApart],
    // By `require`: what VS Code does at an `import` of its extension host takes 100 ms.
    supported: { 'dynamic-import': false },
  },
  client: { entryPoints: ['client/node-client.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  debug: { entryPoints: ['client/debug/adapter.ts'], outfile: 'dist/debug.js', external: ['vscode'] },
  'extension-browser': {
    ...browser,
    entryPoints: ['client/browser.ts'],
    outfile: 'dist/extension-browser.js',
    external: ['vscode'],
  },
  'server-browser': {
    ...browser,
    entryPoints: ['server/browser.ts'],
    outfile: 'dist/server-browser.js',
    format: 'iife',
  },
  cli: { entryPoints: ['cli/main.ts'], outfile: 'dist/cli.js', plugins: [mcpApart] },
  mcp: { entryPoints: ['mcp/main.ts'], outfile: 'dist/mcp.js', plugins: [zodInEnglish] },
  // With its style sheet in dist/timeline.css.
  timeline: {
    entryPoints: ['client/timeline/view/main.ts'],
    outfile: 'dist/timeline.js',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
  },
};
const all = [...Object.keys(bundles), 'server'];
const named = process.argv.slice(2).filter((arg) => all.includes(arg));
const names = named.length > 0 ? named : all;
const wanted = names.flatMap((name) => bundles[name] ?? []);
const withServer = names.includes('server');
writeExamples();

/** The list of what *Open Example* offers: in VS Code for the web an extension cannot list its own files. */
function writeExamples() {
  const pathsBelow = (folder) =>
    readdirSync(join(root, 'examples', folder))
      .filter((name) => name.endsWith('.cow'))
      .sort()
      .map((name) => folder + name);
  const examples = ['', 'mail/', 'cases/'].flatMap(pathsBelow).map((path) => {
    const [first] = readFileSync(join(root, 'examples', path), 'utf8').split('\n', 1);
    return { path, detail: first.replace(/^# /, '') };
  });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'examples.json'), JSON.stringify(examples));
}

/** Builds one bundle. No older one stays in its place. */
async function build(bundle) {
  rmSync(join(root, bundle.outfile), { force: true });
  const { metafile } = await esbuild.build({ ...common, ...bundle, metafile: true });
  console.log(`build: ${bundle.outfile} ${Math.ceil(metafile.outputs[bundle.outfile].bytes / 1024)} KB`);
}

/** The bundler has printed what is wrong, and where: its stack trace would add nothing. */
function failed(name) {
  return () => {
    console.error(`build: ${name} failed`);
    process.exitCode = 1;
  };
}

if (process.argv.includes('--watch')) {
  for (const bundle of wanted) await (await esbuild.context({ ...common, ...bundle })).watch();
  if (withServer) await buildServer({ keep: true });
} else {
  await Promise.all([
    ...wanted.map((bundle) => build(bundle).catch(failed(bundle.outfile))),
    ...(withServer ? [buildServer().catch(failed('dist/server.js'))] : []),
  ]);
}
