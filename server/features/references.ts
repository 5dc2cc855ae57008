import type { Location, Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { nameAt, usesOf } from '../names.ts';
import { toRange } from '../positions.ts';

/** Every place at which the name at a position is used, and made if that is asked; empty where no name stands. */
export function references(document: CowDocument, position: Position, includeDeclaration: boolean): Location[] {
  const name = nameAt(document, position);
  if (name === undefined) return [];
  const uses = usesOf(document, name).filter(({ role }) => includeDeclaration || role !== 'definition');
  return uses.map((use) => ({ uri: document.uri, range: toRange(use) }));
}
