/** Operands by the table: the tokens after an operation's word, put into the roles of each of its forms. */
import type { IToken } from 'chevrotain';
import { Cursor, fail, StatementError, stretchOf } from './cursor.ts';
import { Name, Plus } from './lexer.ts';
import type { Operand, OperationRow } from './operations.ts';
import { signatureText } from './signature.ts';
import type { Bound, FormResult, Term } from './syntax.ts';
import { unreachable } from './unreachable.ts';

/** The most that `times` may say. */
export const MAX_TIMES = 100_000;

type Draft = { -readonly [K in keyof Bound]: Bound[K] };

const isSetMember = (operand: Operand) =>
  operand.role === 'flags' || operand.role === 'backing' || operand.role === 'as';

const USAGES = new Map<readonly Operand[], string>();

function usageOf(row: OperationRow, form: readonly Operand[]): string {
  const known = USAGES.get(form);
  if (known !== undefined) return known;
  const usage = signatureText(row, form);
  USAGES.set(form, usage);
  return usage;
}

/** Whether a form of the row starts with a reference. */
export function mayBeReference(row: OperationRow): boolean {
  return row.forms.some((form) => form[0]?.role === 'reference');
}

/**
 * An operation's operands under the form that starts with a reference, or under the other one. `text` is the whole
 * line, `name` the first operand where it is a name.
 */
export function bindOperation(
  row: OperationRow,
  tokens: readonly IToken[],
  text: string,
  name: Term | null,
  asReference: boolean,
): FormResult {
  const form = row.forms.find((candidate) => (candidate[0]?.role === 'reference') === asReference);
  if (form === undefined) throw new Error('unreachable: every row has a form that does not start with a reference');
  const cursor = new Cursor(tokens, usageOf(row, form), 1);
  try {
    const bound = bindForm(form, cursor, text, name);
    cursor.end([]);
    return { bound, error: null };
  } catch (error) {
    if (error instanceof StatementError) return { bound: null, error: error.error };
    throw error;
  }
}

/** What the operations of a row make. */
export function madeBy(row: OperationRow): 'process' | 'reference' | null {
  for (const operand of row.forms[0] ?? []) {
    if (operand.role === 'as') return operand.makes;
    if (operand.role === 'process' && operand.defines) return 'process';
  }
  return null;
}

function bindForm(form: readonly Operand[], cursor: Cursor, text: string, name: Term | null): Bound {
  const draft: Draft = {
    process: null,
    process2: null,
    reference: null,
    address: null,
    address2: null,
    file: null,
    as: null,
    offset: 0,
    value: null,
    number: 0,
    choice: null,
    flags: [],
    fresh: false,
    times: 1,
  };
  for (let i = 0; i < form.length; i++) {
    const operand = form[i] as Operand;
    if (!isSetMember(operand)) bindOperand(operand, cursor, draft, text);
    else {
      let end = i + 1;
      while (end < form.length && isSetMember(form[end] as Operand)) end++;
      bindSet(form.slice(i, end), cursor, draft, text);
      i = end - 1;
    }
  }
  draft.times = takeTimes(cursor);
  // The resolver looks up the deciding name once: it is the very term that stands in its role.
  if (form[0]?.role === 'process' && draft.process !== null) draft.process = name;
  if (form[0]?.role === 'reference') draft.reference = name;
  return draft;
}

function bindOperand(operand: Operand, cursor: Cursor, draft: Draft, text: string): void {
  switch (operand.role) {
    case 'process':
      bindProcess(operand.defines === true, cursor, draft);
      return;
    case 'address':
      if (draft.address === null) draft.address = cursor.takeAddress();
      else draft.address2 = cursor.takeAddress();
      return;
    case 'reference':
      draft.reference = cursor.takeName('A reference');
      return;
    case 'plus_offset':
      draft.offset = takeOffset(cursor);
      return;
    case 'value':
      if (!operand.optional || cursor.isByte() || (cursor.peek() && !cursor.isWord('times')))
        draft.value = cursor.takeByte();
      draft.fresh = draft.value === null;
      return;
    case 'file':
      draft.file = cursor.takeName('The name of a file');
      return;
    case 'number':
      draft.number = cursor.takeNumber(`A number (${operand.name})`);
      return;
    case 'word':
      cursor.takeWord('word that can stand here', [operand.word]);
      return;
    case 'choice':
      draft.choice = cursor.takeWord(operand.name.toLowerCase(), operand.words, text);
      return;
    case 'flags':
    case 'backing':
    case 'as':
      throw new Error('unreachable: sets are bound by bindSet');
    default:
      unreachable(operand);
  }
}

function bindProcess(defines: boolean, cursor: Cursor, draft: Draft): void {
  const name = cursor.takeName(defines ? 'A name for the process' : 'A process');
  if (defines) draft.as = name;
  else if (draft.process === null) draft.process = name;
  else draft.process2 = name;
}

/** Takes `+NUMBER`; 0 where none stands. */
export function takeOffset(cursor: Cursor): number {
  if (cursor.peek()?.tokenType !== Plus) return 0;
  cursor.at++;
  return cursor.takeNumber('An offset in bytes');
}

/** Flags, `file NAME` and `as NAME`, in any order, each at most once. */
function bindSet(operands: readonly Operand[], cursor: Cursor, draft: Draft, text: string): void {
  const flags: string[] = [];
  const open = new Set<string>();
  const groups: (readonly string[])[] = [];
  for (const operand of operands) {
    if (operand.role === 'flags') groups.push(...operand.groups);
    else if (operand.role === 'backing') groups.push(['anon', 'file']);
    else groups.push(['as']);
  }
  for (const word of groups.flat()) open.add(word);
  while (cursor.peek()?.tokenType === Name && !cursor.isWord('times')) {
    const token = cursor.peek() as IToken;
    const word = token.image;
    const group = groups.find((words) => words.includes(word));
    if (!open.has(word) || group === undefined) notOpen(token, group, [...open, 'times'], cursor, text);
    for (const other of group) open.delete(other);
    cursor.at++;
    if (word === 'file') draft.file = cursor.takeName('The name of a file');
    else if (word === 'as') draft.as = takeAs(cursor);
    else flags.push(word);
  }
  draft.flags = flags;
}

function takeAs(cursor: Cursor): Term {
  return cursor.takeName('A name');
}

function notOpen(
  token: IToken,
  group: readonly string[] | undefined,
  open: readonly string[],
  cursor: Cursor,
  text: string,
): never {
  if (group === undefined) return cursor.wrongWord(token, 'word that can stand here', open, text);
  const others = group.filter((word) => word !== token.image);
  const message = others.length > 0 ? `Only one of ${group.join(', ')} can be said` : `${token.image} is said twice`;
  fail('syntax', stretchOf(token), message);
}

function takeTimes(cursor: Cursor): number {
  if (!cursor.isWord('times')) return 1;
  cursor.at++;
  const token = cursor.peek();
  const times = cursor.takeNumber('A number of times');
  const place = token ? stretchOf(token) : { column: 1, endColumn: 2 };
  if (times < 1) fail('bad-value', place, 'An operation is done at least once; write times 1 or more');
  if (times > MAX_TIMES) fail('limit', place, 'An operation is repeated at most 100,000 times; write a smaller number');
  return times;
}
