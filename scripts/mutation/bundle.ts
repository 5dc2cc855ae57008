/** The instrumented core and its tests as one script, which a process can load again and again. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/**
 * Tests that a mutant is shown to. Left out: property tests (slow, and random), tests of the language and of what only
 * reads traces (they meet no rule), the test that mutates switches by itself, links in pages, the layout of tables, and
 * cow.c's matrix (slow; its cells are cases too).
 */
const TESTS = 'core/{kernel,machine,ideal,scenario,tests}/*.test.ts';
const LEFT_OUT = /(properties|switch-mutation|documentation|table|incremental)\.test\.ts$/;

/** Name of the function that the script is: (require, shared, control) → the collected tests. */
const HEAD = '(function (require, shared, control) { var module = { exports: {} }, exports = module.exports;';

/** A script in two forms: one that notes which mutants a test meets, one that only switches them, and quickly. */
export interface Bundle {
  readonly noting: string;
  readonly switching: string;
}

/** Modules that the run replaces, and where a module finds its own address. */
function replacements(root: string, here: string): Plugin {
  return {
    name: 'mutation',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^vitest$/ }, () => ({ path: join(here, 'vitest-shim.ts') }));
      onResolve({ filter: /testing\/check-scenario\.ts$/ }, () => ({ path: join(here, 'check-scenario.ts') }));
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
        loader: 'ts',
      }));
      void root;
    },
  };
}

/** Mutants switched by number: a comparison where the instrumenter calls a function, and nothing noted. */
function switching(script: string): string {
  return script
    .replace(/stryCov_9fa48\d*\("\d+"(?:, "\d+")*\)/g, '0')
    .replace(/stryMutAct_9fa48\d*\("(\d+)"\)/g, '(control.active === $1 && control.hit())');
}

/** Bundles the tests below a copy of the repository whose core is instrumented. Throws what esbuild throws. */
export async function bundle(root: string): Promise<Bundle> {
  const here = join(root, 'scripts', 'mutation');
  const files = globSync(TESTS, { cwd: root })
    .filter((file) => !LEFT_OUT.test(basename(file)))
    .sort();
  const loads = files.map(
    (file) => `collect(${JSON.stringify(file)}, () => require(${JSON.stringify(resolve(root, file))}));`,
  );
  const { outputFiles } = await build({
    stdin: {
      contents: `import { collect, collected } from './vitest-shim.ts';\n${loads.join('\n')}\nexport { collected };`,
      resolveDir: here,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    supported: { 'dynamic-import': false },
    logLevel: 'error',
    plugins: [replacements(root, here)],
  });
  const noting = `${HEAD}\n${outputFiles[0]!.text}\nreturn module.exports.collected; })`;
  return { noting, switching: switching(noting) };
}
