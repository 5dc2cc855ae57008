import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** C files are texts, as in the bundle. */
const cText = {
  name: 'c-text',
  load: (id: string) => (id.endsWith('.c') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null),
};

export default defineConfig({
  plugins: [cText],
  test: {
    include: ['{core,server,cli,mcp,client,lab,bench,examples,scripts}/**/*.test.ts'],
    passWithNoTests: true,
    testTimeout: 20_000,
  },
});
