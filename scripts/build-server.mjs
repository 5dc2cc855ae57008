// The language server as an editor starts it: dist/server.js is all that it takes until the first hints of a document, and
// the rest stands beside it in dist/server/, loaded when it is asked for. One bundle of everything is what a web worker,
// the command line and the playground have: scripts/build.mjs and scripts/playground.mjs.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, watch } from 'rolldown';
import { root } from './machine.mjs';

/**
 * rolldown, because esbuild keeps everything that stands behind core/index.ts in one piece, whichever of its names a part
 * takes. What all parts share is once there: a part that needs it takes it from the server's own file.
 */
const options = {
  cwd: root,
  input: { server: 'server/node.ts' },
  platform: 'node',
  transform: { target: 'node20' },
  moduleTypes: { '.c': 'text' },
  resolve: { mainFields: ['module', 'main'] },
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'server/[name].js',
    minify: true,
    comments: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
};

/** Bundles the server, and says how large its parts are; with `keep` again whenever a file changes. Throws when it cannot. */
export async function buildServer({ keep = false } = {}) {
  // No older bundle stays in its place.
  for (const path of ['dist/server.js', 'dist/server']) rmSync(join(root, path), { recursive: true, force: true });
  if (keep) return void watch(options);
  const { output } = await build(options);
  for (const { fileName, code } of output.filter(({ type }) => type === 'chunk'))
    console.log(`build: dist/${fileName} ${Math.ceil(Buffer.byteLength(code) / 1024)} KB`);
}
