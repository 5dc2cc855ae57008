// Bundles the extension, the language server and the command line into dist/.
//   node scripts/build.mjs [--watch]
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What VS Code 1.91 and the command line's oldest Node both run. */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: false,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
};

const bundles = [
  { entryPoints: ['client/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { entryPoints: ['server/node.ts'], outfile: 'dist/server.js' },
  { entryPoints: ['cli/main.ts'], outfile: 'dist/cli.js' },
];

const present = bundles.filter(({ entryPoints: [entry] }) => {
  const there = existsSync(join(root, entry));
  if (!there) console.warn(`build: ${entry} does not exist yet, skipped`);
  return there;
});

if (process.argv.includes('--watch')) {
  for (const bundle of present) await (await esbuild.context({ ...common, ...bundle })).watch();
} else {
  for (const bundle of present) {
    const { metafile } = await esbuild.build({ ...common, ...bundle, metafile: true });
    console.log(`build: ${bundle.outfile} ${Math.ceil(metafile.outputs[bundle.outfile].bytes / 1024)} KB`);
  }
}
