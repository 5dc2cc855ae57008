import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** C files are texts, as in the bundle. */
const cText = {
  name: 'c-text',
  load: (id: string) => (id.endsWith('.c') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null),
};

export default defineConfig({
  plugins: [cText],
  resolve: {
    alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'scripts/seeded-fast-check.ts') }],
  },
  test: {
    include: ['{core,server,cli,mcp,client,playground,lab,bench,examples,scripts}/**/*.test.ts'],
    passWithNoTests: true,
    testTimeout: 20_000,
  },
});
