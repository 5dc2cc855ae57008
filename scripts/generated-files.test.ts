import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from './generated-files.ts';

test.each([...generatedFiles()])('%s is up to date (else: npm run generate)', (path, text) => {
  expect(readFileSync(join(dirname(import.meta.dirname), path), 'utf8')).toBe(text);
});
