// Holds the arrows of .dependency-cruiser.cjs, and fails too when the tool did not see every module: with a TypeScript
// that it cannot load it finds no module, no violation, and looks green.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './machine.mjs';

process.chdir(root);
const parts = ['core', 'server', 'client', 'cli', 'mcp', 'playground', 'lab'];

/** The TypeScript files of a part, as paths from the root; none when the part does not exist. */
function sources(part) {
  try {
    return readdirSync(join(root, part), { recursive: true })
      .map((path) => `${part}/${path}`)
      .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'));
  } catch {
    return [];
  }
}

const files = parts.flatMap(sources);
const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
const { output } = await cruise(files, options, undefined, { tsConfig: extractTsConfig(join(root, 'tsconfig.json')) });

const seen = new Map(output.modules.map((module) => [module.source, module.dependencies.length]));
const unseen = files.filter((file) => !seen.has(file));
const imports = files.reduce((sum, file) => sum + (seen.get(file) ?? 0), 0);

for (const { rule, from, to } of output.summary.violations) console.error(`imports: ${rule.name}: ${from} → ${to}`);
for (const file of unseen) console.error(`imports: ${file} was not read`);
if (imports < files.length) console.error(`imports: only ${imports} imports in ${files.length} files: not believable`);
console.log(`imports: ${files.length} files, ${imports} imports, ${output.summary.violations.length} violations`);
process.exitCode = output.summary.violations.length || unseen.length || imports < files.length ? 1 : 0;
