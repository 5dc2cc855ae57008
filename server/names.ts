/** Where names are made and used. */
import type { NameUse, Program } from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';
import { touches } from './positions.ts';

const sortedNames = new WeakMap<Program, readonly NameUse[]>();

/** Every use of a name once, in the text's order: what stands before the first scenario is used by each. */
export function namesInOrder(program: Program): readonly NameUse[] {
  let names = sortedNames.get(program);
  if (names === undefined) {
    names = isSorted(program.names) ? program.names : distinct(program.names);
    sortedNames.set(program, names);
  }
  return names;
}

/** Index of the first use that does not stand above a line (from 1). */
export function firstNameOnLine(names: readonly NameUse[], line: number): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] as NameUse).line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The name at a position, or the one that ends there; undefined where there is none. */
export function nameAt(document: CowDocument, position: Position): NameUse | undefined {
  const names = namesInOrder(document.program);
  let found: NameUse | undefined;
  for (let i = firstNameOnLine(names, position.line + 1); names[i]?.line === position.line + 1; i++) {
    const use = names[i] as NameUse;
    if (touches(use, position) && (found === undefined || use.column === position.character + 1)) found = use;
  }
  return found;
}

/** All uses of what a name stands for, its definition included, in the text's order. */
export function usesOf(document: CowDocument, name: NameUse): NameUse[] {
  const everywhere = name.scenario < 0 || !document.program.scenarios[name.scenario];
  return namesInOrder(document.program).filter(
    (use) => use.space === name.space && use.name === name.name && (everywhere || use.scenario === name.scenario),
  );
}

function before(a: NameUse, b: NameUse): number {
  return a.line - b.line || a.column - b.column || a.scenario - b.scenario;
}

function isSorted(names: readonly NameUse[]): boolean {
  for (let i = 1; i < names.length; i++) {
    const [last, use] = [names[i - 1] as NameUse, names[i] as NameUse];
    if (last.line > use.line || (last.line === use.line && last.column >= use.column)) return false;
  }
  return true;
}

function distinct(names: readonly NameUse[]): NameUse[] {
  const sorted = [...names].sort(before);
  return sorted.filter((use, i) => i === 0 || use.line !== sorted[i - 1]?.line || use.column !== sorted[i - 1]?.column);
}
