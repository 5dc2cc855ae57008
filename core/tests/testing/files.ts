import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A scenario file: its name relative to the folder that was asked for, and its text. */
export interface CowFile {
  readonly name: string;
  readonly text: string;
}

/** The `.cow` files below a folder, which is named relative to the repository's root. Throws if there is none. */
export function cowFiles(folder: string): CowFile[] {
  const root = fileURLToPath(new URL(`../../../${folder}`, import.meta.url));
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.cow'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (names.length === 0) throw new Error(`no .cow file below ${folder}`);
  return names.map((name) => ({ name: relative(root, name), text: readFileSync(name, 'utf8') }));
}
