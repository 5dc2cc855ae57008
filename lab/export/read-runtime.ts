/** The runtime of exported programs as it lies in the source tree: for the lab, which is not bundled. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinRuntime } from './runtime-files.ts';

/** Its text. */
export function readRuntime(): string {
  return joinRuntime((name) => readFileSync(join(import.meta.dirname, 'runtime', name), 'utf8'));
}
