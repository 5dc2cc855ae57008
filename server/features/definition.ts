import type { NameUse } from '@cowscope/core';
import type { Location, Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { nameAt, usesOf } from '../names.ts';
import { toRange } from '../positions.ts';

/** Where the name at a position is made; null where it is made by a default (`p1`, `p2`, `ref1`) or nothing stands there. */
export function definition(document: CowDocument, position: Position): Location | null {
  const name = nameAt(document, position);
  const made = name && definitionOf(document, name);
  return made ? { uri: document.uri, range: toRange(made) } : null;
}

/** The use that makes a name; undefined where a default does. */
export function definitionOf(document: CowDocument, name: NameUse): NameUse | undefined {
  return usesOf(document, name).find(({ role }) => role === 'definition');
}
