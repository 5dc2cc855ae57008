/** What the grammar expects at a place of a line: the table again, walked up to the cursor. */
import type { IToken } from 'chevrotain';
import { ATTRIBUTES } from './expectation.ts';
import { Close, Comma, DotDot, Name, Open, Plus, Semicolon, tokenize, Unterminated } from './lexer.ts';
import type { Operand, Outcome } from './operations.ts';
import { unreachable } from './unreachable.ts';

/** What may stand next. */
export type Slot =
  | {
      readonly kind:
        | 'process'
        | 'reference'
        | 'address'
        | 'file'
        | 'number'
        | 'value'
        | 'offset'
        | 'new_name'
        | 'title';
    }
  | { readonly kind: 'words'; readonly what: string; readonly words: readonly string[] };

/** The statement up to the cursor. */
export interface StatementContext {
  /** The statement's tokens before the cursor, without the one that the cursor touches. */
  readonly tokens: readonly IToken[];
  /** The word that the cursor touches, up to the cursor. */
  readonly prefix: string;
}

/** The statement that the cursor (column from 1) stands in; null inside comments and unclosed quotes. */
export function contextAt(lineText: string, column: number): StatementContext | null {
  const { tokens, comment } = tokenize(lineText.slice(0, column - 1));
  if (comment !== null || tokens.at(-1)?.tokenType === Unterminated) return null;
  const start =
    tokens.findLastIndex(({ tokenType }) => tokenType === Semicolon || tokenType === Open || tokenType === Close) + 1;
  const own = tokens.slice(start);
  const last = own.at(-1);
  const touches =
    last !== undefined && last.startOffset + last.image.length === column - 1 && /[\w']$/.test(last.image);
  return touches ? { tokens: own.slice(0, -1), prefix: last.image } : { tokens: own, prefix: '' };
}

/** A form walked along tokens: what may stand next, and the operand that the next token belongs to. */
export interface FormWalk {
  readonly slots: readonly Slot[];
  /** Index of the operand that comes next; the number of operands after the last. */
  readonly operand: number;
}

/** Walks a form along the tokens that follow the operation's word. */
export function walkForm(form: readonly Operand[], tokens: readonly IToken[]): FormWalk {
  const slots: Slot[] = [];
  let at = 0;
  let active = -1;
  for (let i = 0; i < form.length; i++) {
    const walked = walkOperand(form, i, tokens, at);
    at = walked.at;
    if (at >= tokens.length && active < 0 && walked.slots.length > 0) active = i;
    if (at >= tokens.length) slots.push(...walked.slots);
    if (walked.stop) return { slots, operand: active < 0 ? i : active };
  }
  return {
    slots: at >= tokens.length ? [...slots, ...AFTER] : afterOperands(tokens.slice(at)),
    operand: active < 0 ? form.length : active,
  };
}

const AFTER: readonly Slot[] = [{ kind: 'words', what: 'keyword', words: ['times', '=>'] }];

function afterOperands(rest: readonly IToken[]): Slot[] {
  if (rest[0]?.image !== 'times') return [];
  return rest.length === 1 ? [{ kind: 'number' }] : [{ kind: 'words', what: 'keyword', words: ['=>'] }];
}

interface Walked {
  readonly at: number;
  readonly slots: readonly Slot[];
  /** The operand is not complete: nothing after it can come next. */
  readonly stop: boolean;
}

function walkOperand(form: readonly Operand[], index: number, tokens: readonly IToken[], at: number): Walked {
  const operand = form[index] as Operand;
  const next = tokens[at];
  const mandatory = (slot: Slot): Walked =>
    next === undefined ? { at, slots: [slot], stop: true } : { at: at + 1, slots: [], stop: false };
  switch (operand.role) {
    case 'process':
      return mandatory({ kind: operand.defines ? 'new_name' : 'process' });
    case 'reference':
    case 'file':
    case 'number':
      return mandatory({ kind: operand.role });
    case 'word':
      return mandatory({ kind: 'words', what: 'keyword', words: [operand.word] });
    case 'choice':
      return mandatory({ kind: 'words', what: operand.name.toLowerCase(), words: operand.words });
    case 'address':
      return walkAddress(tokens, at);
    case 'plus_offset':
      if (next?.tokenType !== Plus) return { at, slots: [{ kind: 'offset' }], stop: false };
      return at + 1 < tokens.length
        ? { at: at + 2, slots: [], stop: false }
        : { at: at + 1, slots: [{ kind: 'number' }], stop: true };
    case 'value':
      return next !== undefined && next.tokenType !== Name
        ? { at: at + 1, slots: [], stop: false }
        : { at, slots: [{ kind: 'value' }], stop: false };
    case 'flags':
    case 'backing':
    case 'as':
      return walkSet(form, index, tokens, at);
    default:
      return unreachable(operand);
  }
}

function walkAddress(tokens: readonly IToken[], start: number): Walked {
  let at = start;
  const slot: Slot = { kind: 'address' };
  if (at >= tokens.length) return { at, slots: [slot], stop: true };
  at = walkEnd(tokens, at);
  if (tokens[at]?.tokenType === DotDot) at = walkEnd(tokens, at + 1);
  else if (/^x\d/.test(tokens[at]?.image ?? '')) at++;
  return at > tokens.length
    ? { at, slots: [tokens.at(-1)?.tokenType === Plus ? { kind: 'number' } : slot], stop: true }
    : { at, slots: [], stop: false };
}

/** After one end of a range; beyond the tokens where it is not complete. */
function walkEnd(tokens: readonly IToken[], at: number): number {
  if (at >= tokens.length) return tokens.length + 1;
  return tokens[at + 1]?.tokenType === Plus ? at + 3 : at + 1;
}

/** Flags, `file NAME` and `as NAME` from the first of them on; those further on find nothing left. */
function walkSet(form: readonly Operand[], index: number, tokens: readonly IToken[], start: number): Walked {
  const groups = setGroups(form[index] as Operand);
  let at = start;
  const said = new Set<string>();
  for (;;) {
    const word = tokens[at]?.image ?? '';
    if (!isSetWord(form, word)) break;
    said.add(word);
    const named = word === 'as' || word === 'file';
    if (named && at + 1 >= tokens.length)
      return { at: at + 1, slots: [{ kind: word === 'as' ? 'new_name' : 'file' }], stop: true };
    at += named ? 2 : 1;
  }
  // The words said before this operand's turn count too: a set is written in any order.
  for (const token of tokens) said.add(token.image);
  const words = groups.filter((group) => !group.some((word) => said.has(word))).flat();
  return { at, slots: words.length > 0 ? [{ kind: 'words', what: 'flag', words }] : [], stop: false };
}

function setGroups(operand: Operand): readonly (readonly string[])[] {
  if (operand.role === 'flags') return operand.groups;
  return operand.role === 'backing' ? [['anon', 'file']] : [['as']];
}

function isSetWord(form: readonly Operand[], word: string): boolean {
  return form.some(
    (operand) =>
      (operand.role === 'flags' || operand.role === 'backing' || operand.role === 'as') &&
      setGroups(operand).flat().includes(word),
  );
}

/** What may stand after the tokens that follow `=>`, or that start at the `on` of an `expect`. */
export function tailSlots(tokens: readonly IToken[], outcomes: readonly Outcome[]): readonly Slot[] {
  const last = tokens.at(-1);
  const on = tokens.findLastIndex((token) => token.image === 'on');
  const first = words('outcome', outcomes);
  const kernels = words('kernels', []);
  if (last === undefined) return [first, words('keyword', ['value'])];
  if (last.image === 'value') return [{ kind: 'value' }];
  if (on < 0) return last.tokenType === Comma ? [words('keyword', ['value']), first] : [words('keyword', ['on'])];
  if (/^(?:[<>]=?|\.\.)$/.test(last.image)) return [words('plain versions', [])];
  if (last.image === 'on') return [words('keyword', ['<', '<=', '>', '>=']), kernels];
  return last.tokenType === Comma ? [kernels, first] : [];
}

function words(what: string, list: readonly string[]): Slot {
  return { kind: 'words', what, words: list };
}

/** Whether the last token is an attribute, which a number follows. */
export function afterAttribute(tokens: readonly IToken[]): boolean {
  return (ATTRIBUTES as readonly string[]).includes(tokens.at(-1)?.image ?? '');
}
