/** Where names are made and used. */
import type { KernelWord, NameUse, Program, WhatIfLine } from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';
import { touches } from './positions.ts';
import { firstOnLine } from './statements.ts';

const sortedNames = new WeakMap<Program, readonly NameUse[]>();

/** Every use of a name once, in the text's order: what stands before the first scenario is used by each. */
export function namesInOrder(program: Program): readonly NameUse[] {
  let names = sortedNames.get(program);
  if (names === undefined) {
    const all = allNames(program);
    names = isSorted(all) ? all : distinct(all);
    sortedNames.set(program, names);
  }
  return names;
}

/** The parser's names, and those of what-if kernels on `kernel` lines. */
function allNames({ names, scenarios }: Program): readonly NameUse[] {
  const kernels = scenarios.flatMap(({ kernelWords, whatIfs }, scenario) =>
    whatIfs.length === 0 ? [] : kernelWords.flatMap((word) => kernelUse(word, whatIfs, scenario) ?? []),
  );
  return kernels.length === 0 ? names : [...names, ...kernels];
}

function kernelUse(
  { word, ...span }: KernelWord,
  whatIfs: readonly WhatIfLine[],
  scenario: number,
): NameUse | undefined {
  const id = whatIfs.findIndex(({ name }) => name === word);
  if (id === -1) return undefined;
  const role = whatIfs[id]?.line === span.line ? 'definition' : 'use';
  return { ...span, name: word, space: 'kernel', role, id, scenario };
}

/** The name at a position, or the one that ends there; undefined where there is none. */
export function nameAt(document: CowDocument, position: Position): NameUse | undefined {
  const names = namesInOrder(document.program);
  let found: NameUse | undefined;
  for (let i = firstOnLine(names, position.line + 1); names[i]?.line === position.line + 1; i++) {
    const use = names[i] as NameUse;
    if (touches(use, position) && (found === undefined || use.column === position.character + 1)) found = use;
  }
  return found;
}

/**
 * All uses of what a name stands for, its definition included, in the text's order. What is made before the first
 * scenario stands for the same in each.
 */
export function usesOf({ program }: CowDocument, name: NameUse): NameUse[] {
  const alike = allNames(program).filter((use) => use.space === name.space && use.name === name.name);
  const own = alike.filter((use) => use.scenario === name.scenario);
  const isShared = own.some((use) => use.line < (program.scenarios[0]?.line ?? 0));
  return distinct(isShared ? alike : own);
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
  return sorted.filter((use, i) => i === 0 || !isSamePlace(use, sorted[i - 1] as NameUse));
}

function isSamePlace(a: NameUse, b: NameUse): boolean {
  return a.line === b.line && a.column === b.column;
}
