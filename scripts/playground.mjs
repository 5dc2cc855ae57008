// Builds the playground, one page with everything in it, and says how large it is: for any web server, or to be opened as a file.
//   node scripts/playground.mjs
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { root } from './machine.mjs';

const folder = join(root, 'out', 'playground');

const browser = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  legalComments: 'none',
  loader: { '.c': 'text' },
  logLevel: 'warning',
};

/** The scenarios of examples/, in reading order, with their texts. */
function examples() {
  const pathsBelow = (below) =>
    readdirSync(join(root, 'examples', below))
      .filter((name) => name.endsWith('.cow'))
      .sort()
      .map((name) => below + name);
  return ['', 'mail/', 'cases/'].flatMap(pathsBelow).map((path) => {
    const text = readFileSync(join(root, 'examples', path), 'utf8');
    return { path, detail: text.split('\n', 1)[0].replace(/^# /, ''), text };
  });
}

/** The modules that only a build has: the worker's script, and the examples. */
function built(contents) {
  return {
    name: 'built',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^cowscope:/ }, ({ path }) => ({ path: path.slice('cowscope:'.length), namespace: 'built' }));
      onLoad({ filter: /.*/, namespace: 'built' }, ({ path }) => ({ contents: contents[path], loader: 'js' }));
    },
  };
}

/** The timeline's view speaks to this page where it would speak to VS Code. */
const ownHost = {
  name: 'own-host',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/host\.ts$/ }, ({ importer }) =>
      importer.includes(join('client', 'timeline', 'view'))
        ? { path: join(root, 'playground', 'timeline', 'view-host.ts') }
        : undefined,
    ),
};

/** Nothing in a script may look like its end. */
function inline(script) {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function policy(script) {
  const hash = createHash('sha256').update(script).digest('base64');
  // CodeMirror makes style sheets; nothing is fetched from anywhere.
  return `default-src 'none'; script-src 'sha256-${hash}'; worker-src blob:; style-src 'unsafe-inline'; img-src data:`;
}

/** Builds the page; gives its path. */
export async function buildPlayground() {
  const server = await esbuild.build({ ...browser, entryPoints: ['server/browser.ts'] });
  const modules = {
    server: `export const script = ${JSON.stringify(server.outputFiles[0].text)};`,
    examples: `export const examples = ${JSON.stringify(examples())};`,
  };
  const page = await esbuild.build({
    ...browser,
    entryPoints: ['playground/main.ts'],
    outdir: folder,
    plugins: [built(modules), ownHost],
  });
  const output = (ending) => page.outputFiles.find(({ path }) => path.endsWith(ending)).text;
  const script = inline(output('.js'));
  const html = readFileSync(join(root, 'playground', 'index.html'), 'utf8')
    .replace('content="policy"', () => `content="${policy(script)}"`)
    .replace('/* style */', () => output('.css'))
    .replace('/* script */', () => script);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'index.html');
  writeFileSync(path, html);
  const size = (bytes) => `${Math.ceil(bytes / 1024)} KB`;
  console.log(
    `playground: out/playground/index.html ${size(Buffer.byteLength(html))}, ${size(gzipSync(html).length)} compressed`,
  );
  return path;
}

if (process.argv[1] === join(root, 'scripts', 'playground.mjs')) await buildPlayground();
