import { type NameUse, type Program, parseProgram } from '@cowscope/core';
import type { Position, PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { LSPErrorCodes, ResponseError } from '../lsp.ts';
import { nameAt, usesOf } from '../names.ts';
import { toRange } from '../positions.ts';
import { definitionOf } from './definition.ts';

/** The range of the name at a position. Throws a `ResponseError` that says why, where nothing there can be renamed. */
export function prepareRename(document: CowDocument, position: Position): PrepareRenameResult {
  const name = renamable(document, position);
  return { range: toRange(name), placeholder: name.name };
}

/**
 * The edit that gives the name at a position another one, wherever it stands. Throws a `ResponseError` that says why,
 * where the new name is none, is taken, or would change what other statements mean.
 */
export function rename(document: CowDocument, position: Position, newName: string): WorkspaceEdit {
  const name = renamable(document, position);
  const uses = usesOf(document, name);
  if (newName !== name.name) refuseIfMeaningChanges(document, uses, newName);
  return { changes: { [document.uri]: uses.map((use) => ({ range: toRange(use), newText: newName })) } };
}

function renamable(document: CowDocument, position: Position): NameUse {
  const name = nameAt(document, position);
  if (name === undefined) throw refusal('No name stands here');
  if (name.space === 'file' || definitionOf(document, name)) return name;
  if (name.name === 'p1') throw refusal('p1 exists from the start: it has no definition to rename');
  throw refusal(`${name.name} was named by default: write "as ${name.name}" where it is made, then rename it`);
}

/** Default names depend on which names are taken, so a rename can change what a later `p2` is: then nothing is done. */
function refuseIfMeaningChanges(document: CowDocument, uses: readonly NameUse[], newName: string): void {
  const lines = [...document.lines];
  for (const use of [...uses].reverse()) {
    const line = lines[use.line - 1] ?? '';
    lines[use.line - 1] = line.slice(0, use.column - 1) + newName + line.slice(use.endColumn - 1);
  }
  const renamed = parseProgram(lines);
  const known = new Set(document.program.errors.map(({ line, code }) => `${line} ${code}`));
  const error = renamed.errors.find(({ line, code }) => !known.has(`${line} ${code}`));
  if (error) throw refusal(error.message);
  if (meaning(renamed) === meaning(document.program)) return;
  throw refusal(`With the name ${newName}, names given by default would mean something else`);
}

/** What is run, with numbers in place of names. */
function meaning({ scenarios }: Program): string {
  return JSON.stringify(
    scenarios.map(({ statements, options }) => [
      options,
      statements.map(({ operation, expectation, times }) => [operation, expectation, times]),
    ]),
  );
}

function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
