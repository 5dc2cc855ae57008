// Bundles the extension, the language server and the command line into dist/, and says how large each is.
//   node scripts/build.mjs [--watch]
import esbuild from 'esbuild';
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
  logLevel: 'warning',
  mainFields: ['module', 'main'],
};

const bundles = [
  { entryPoints: ['client/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { entryPoints: ['server/node.ts'], outfile: 'dist/server.js' },
  { entryPoints: ['cli/main.ts'], outfile: 'dist/cli.js' },
];

/** esbuild has printed what is wrong, and where: its stack trace would add nothing. */
async function build(bundle) {
  try {
    const { metafile } = await esbuild.build({ ...common, ...bundle, metafile: true });
    console.log(`build: ${bundle.outfile} ${Math.ceil(metafile.outputs[bundle.outfile].bytes / 1024)} KB`);
  } catch {
    console.error(`build: ${bundle.outfile} failed`);
    process.exitCode = 1;
  }
}

if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await esbuild.context({ ...common, ...bundle })).watch();
} else {
  await Promise.all(bundles.map(build));
}
