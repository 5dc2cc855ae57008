import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,server,cli,client,lab,bench,examples,scripts}/**/*.test.ts'],
    passWithNoTests: true,
    testTimeout: 20_000,
  },
});
