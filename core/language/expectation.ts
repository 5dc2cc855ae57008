/** `expect …`: its tokens under both meanings that its first name can have, a process or a reference. */
import type { IToken } from 'chevrotain';
import { takeOffset } from './bind.ts';
import { Cursor, fail, StatementError, stretchOf, termOf } from './cursor.ts';
import { Comma, Name } from './lexer.ts';
import { type ExpectItem, PAGE_FLAGS, type PageFlag, VERDICTS, type Verdict } from './program.ts';
import type { ExpectForm, Term } from './syntax.ts';

/** The attributes that `expect` compares with a number. */
export const ATTRIBUTES = ['page_count', 'mapcount', 'pincount', 'swap_count', 'value'] as const;
type Attribute = (typeof ATTRIBUTES)[number];
/** What `expect R` knows: a reference has no page-table entry. */
const REFERENCE_ATTRIBUTES: readonly string[] = ['page_count', 'mapcount', 'pincount', 'value'];

const ITEMS: readonly string[] = [...ATTRIBUTES, ...PAGE_FLAGS];
const PAGE_USAGE =
  'expect P A ITEM, …  (such as expect p1 0x1000 page_count 1, not writable), or expect P A same|differs P2 A2';
const REFERENCE_USAGE = 'expect R ITEM, …  (such as expect dma page_count 2, value 5), or expect R coherent|stale';

/** Both readings of an `expect`; `name` is the term that decides between them, null for a verdict. */
export function bindExpect(tokens: readonly IToken[]): {
  name: Term | null;
  asProcess: ExpectForm;
  asReference: ExpectForm;
} {
  const first = tokens[1];
  const verdict = tokens.length === 2 && first && VERDICTS.includes(first.image as Verdict);
  if (verdict) {
    const form: ExpectForm = { kind: 'verdict', verdict: first.image as Verdict };
    return { name: null, asProcess: form, asReference: form };
  }
  const name = first && first.tokenType === Name ? termOf(first) : null;
  return {
    name,
    asProcess: attempt(tokens, PAGE_USAGE, pageForm),
    asReference: attempt(tokens, REFERENCE_USAGE, referenceForm),
  };
}

function attempt(tokens: readonly IToken[], usage: string, form: (cursor: Cursor) => ExpectForm): ExpectForm {
  const cursor = new Cursor(tokens, usage, 1);
  try {
    return form(cursor);
  } catch (error) {
    if (error instanceof StatementError) return { kind: 'error', error: error.error };
    throw error;
  }
}

function pageForm(cursor: Cursor): ExpectForm {
  if (cursor.tokens.length === 2 && cursor.peek()?.tokenType === Name) {
    cursor.wrongWord(cursor.peek() as IToken, 'verdict, and of a process or reference nothing is asked', VERDICTS);
  }
  const process = cursor.takeName('A process, a reference or a verdict (right, lost, leak, slow)');
  const address = cursor.takeAddress();
  if ((address.range?.pages ?? 1) > 1 || address.to || address.pages !== null) {
    fail('bad-range', address, 'An expectation looks at one page; write one address, and a line for each page');
  }
  if (cursor.isWord('same') || cursor.isWord('differs')) {
    const differs = cursor.isWord('differs');
    cursor.at++;
    const process2 = cursor.takeName('A process');
    const address2 = cursor.takeAddress();
    cursor.end([]);
    return { kind: 'same', differs, process, address, process2, address2 };
  }
  return { kind: 'page', process, address, items: takeItems(cursor, ITEMS, ['same', 'differs']) };
}

function referenceForm(cursor: Cursor): ExpectForm {
  const reference = cursor.takeName('A reference');
  if (cursor.isWord('coherent') || cursor.isWord('stale')) {
    const stale = cursor.isWord('stale');
    cursor.at++;
    cursor.end([]);
    return { kind: 'coherent', stale, reference };
  }
  const offset = takeOffset(cursor);
  return {
    kind: 'reference',
    reference,
    offset,
    items: takeItems(cursor, REFERENCE_ATTRIBUTES, ['coherent', 'stale']),
  };
}

function takeItems(cursor: Cursor, words: readonly string[], others: readonly string[]): ExpectItem[] {
  const items: ExpectItem[] = [];
  for (;;) {
    items.push(takeItem(cursor, words, items.length === 0 ? others : []));
    if (cursor.peek()?.tokenType !== Comma) break;
    cursor.at++;
  }
  const next = cursor.peek();
  if (next && (next.image === 'not' || words.includes(next.image))) {
    fail('syntax', stretchOf(next), `Items are separated by commas; write , before ${next.image}`);
  }
  cursor.end([]);
  return items;
}

function takeItem(cursor: Cursor, words: readonly string[], others: readonly string[]): ExpectItem {
  const not = cursor.isWord('not');
  if (not) cursor.at++;
  const token = cursor.peek();
  if (token?.tokenType === Name && !words.includes(token.image))
    cursor.wrongWord(token, 'attribute or flag', [...words, ...others]);
  const word = cursor.takeWord('attribute or flag', words);
  if (!(ATTRIBUTES as readonly string[]).includes(word)) return { flag: word as PageFlag, not };
  if (not && token)
    fail('syntax', stretchOf(token), `not stands before flags alone; ask for the ${word} that it should have`);
  const attribute = word as Attribute;
  return { attribute, number: attribute === 'value' ? cursor.takeByte() : cursor.takeNumber(`The number of ${word}`) };
}
