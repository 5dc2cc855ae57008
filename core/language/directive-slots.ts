/** What may stand next in a statement that is no operation. */
import type { IToken } from 'chevrotain';
import { OPTIONS } from './directives.ts';
import { ATTRIBUTES } from './expectation.ts';
import { Comma, Name } from './lexer.ts';
import type { Scope } from './parse.ts';
import { afterAttribute, type Slot, tailSlots } from './position.ts';
import { PAGE_FLAGS, VERDICTS } from './program.ts';

const words = (what: string, list: readonly string[]): Slot => ({ kind: 'words', what, words: list });
const ADDRESS: Slot = { kind: 'address' };
const KERNELS = words('kernels', []);

/** The slots after the tokens that follow a directive's word; empty for a word that starts nothing. */
export function directiveSlots(word: string, rest: readonly IToken[], scope: Scope): readonly Slot[] {
  switch (word) {
    case 'expect':
      return expectSlots(rest, scope);
    case 'kernel':
      return kernelSlots(rest);
    case 'option':
      return optionSlots(rest);
    case 'let':
      return rest.length === 1 ? [words('keyword', ['='])] : rest.length === 2 ? [ADDRESS] : [];
    case 'scenario':
      return rest.length === 0 ? [{ kind: 'title' }] : [];
    default:
      return [];
  }
}

function optionSlots(rest: readonly IToken[]): readonly Slot[] {
  if (rest.length === 0) return [words('option', Object.keys(OPTIONS))];
  const row = Object.hasOwn(OPTIONS, rest[0]?.image ?? '') ? OPTIONS[rest[0]?.image ?? ''] : undefined;
  if (row === undefined || rest.length > 1) return [];
  return row.number === null ? [words('keyword', row.words)] : [{ kind: 'number' }];
}

function kernelSlots(rest: readonly IToken[]): readonly Slot[] {
  const equals = rest.findIndex((token) => token.image === '=');
  if (equals < 0)
    return rest.length === 1 && rest[0]?.tokenType === Name ? [KERNELS, words('keyword', ['='])] : [KERNELS];
  const after = rest.slice(equals + 1);
  if (after.length === 0) return [KERNELS];
  if (after.length === 1) return [words('keyword', ['with'])];
  const last = after.at(-1);
  if (last?.image === 'with' || last?.tokenType === Comma) return [words('switches', [])];
  if (last?.image === '=') return [words(`value of switch ${after.at(-2)?.image ?? ''}`, [])];
  return after.at(-2)?.image === '=' ? [] : [words('keyword', ['='])];
}

function expectSlots(rest: readonly IToken[], scope: Scope): readonly Slot[] {
  const [first] = rest;
  if (first === undefined) return [words('verdict', VERDICTS), { kind: 'process' }, { kind: 'reference' }];
  const on = rest.findIndex((token, i) => i > 0 && token.image === 'on');
  if (on >= 0) return tailSlots(rest.slice(on), []);
  if ((VERDICTS as readonly string[]).includes(first.image)) return [words('keyword', ['on'])];
  const isReference = scope.references.some(({ name }) => name === first.image);
  if (rest.length === 1) return isReference ? referenceItems(true) : [ADDRESS];
  const same = rest.findIndex(({ image }) => image === 'same' || image === 'differs');
  if (same >= 0) return sameSlots(rest.length - same);
  const last = rest.at(-1) as IToken;
  if (afterAttribute(rest)) return [{ kind: 'number' }];
  if (last.tokenType === Comma || last.image === 'not')
    return isReference ? referenceItems(false) : pageItems(last.image !== 'not', false);
  return rest.length === 2 && !isReference ? pageItems(true, true) : [words('keyword', ['on'])];
}

function sameSlots(length: number): readonly Slot[] {
  if (length === 1) return [{ kind: 'process' }];
  return length === 2 ? [ADDRESS] : [words('keyword', ['on'])];
}

function pageItems(all: boolean, isFirst: boolean): readonly Slot[] {
  const flags = words('flag', PAGE_FLAGS);
  if (!all) return [flags];
  return [words('attribute', ATTRIBUTES), flags, words('keyword', isFirst ? ['not', 'same', 'differs'] : ['not'])];
}

function referenceItems(isFirst: boolean): readonly Slot[] {
  const attributes = words(
    'attribute',
    ATTRIBUTES.filter((name) => name !== 'swap_count'),
  );
  return isFirst ? [attributes, words('keyword', ['coherent', 'stale'])] : [attributes];
}
