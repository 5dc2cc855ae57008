/** What a user types to look at something: `p1`, `p1 0x1000`, `p1 buf+8 value`, `page 2 page_count`, `dma`, `slot 1`. */
import {
  type Kernel,
  type PageView,
  type Scenario,
  type StateView,
  SWITCH_NAMES,
  type SwitchName,
} from '@cowscope/core';
import { pageIn } from '../../statements.ts';
import { entryAt, pageBehind, processByte, referenceByte, referencePage } from './look.ts';

/** The numbers of a page, or of a byte, that can be asked for and watched. */
export const ATTRIBUTES = ['page_count', 'mapcount', 'pincount', 'value'] as const;

/** One of these numbers. */
export type Attribute = (typeof ATTRIBUTES)[number];

/** What is asked. `attribute` null asks for all that there is to see. */
export type Query =
  | { readonly kind: 'page'; readonly page: number; readonly attribute: Exclude<Attribute, 'value'> | null }
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'process'; readonly process: string }
  | { readonly kind: 'entry'; readonly process: string; readonly address: number; readonly attribute: Attribute | null }
  | { readonly kind: 'reference'; readonly name: string; readonly offset: number; readonly attribute: Attribute | null }
  | { readonly kind: 'address'; readonly address: number }
  | { readonly kind: 'switch'; readonly name: SwitchName }
  | { readonly kind: 'verdict' }
  | { readonly kind: 'why' };

/** Where names are looked up. */
export interface Names {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
}

const FORMS =
  '`p1`, `p1 0x1000`, `p1 0x1000 value`, `page 2`, `page 2 page_count`, a reference, `slot 1`, `verdict`, `why`';

/** The meaning of an expression, or the sentence that says what could be written instead. */
export function parseQuery(expression: string, names: Names): Query | { readonly error: string } {
  const words = expression.trim().split(/\s+/);
  const last = words[words.length - 1] ?? '';
  const attribute = words.length > 1 && isAttribute(last) ? last : null;
  const [first = '', second, ...rest] = attribute === null ? words : words.slice(0, -1);
  const query = rest.length > 0 ? undefined : named(first, second, attribute, names);
  return query ?? { error: `nothing is called ${expression.trim()}; write ${FORMS}` };
}

function named(
  first: string,
  second: string | undefined,
  attribute: Attribute | null,
  names: Names,
): Query | undefined {
  const { scenario } = names;
  if ((first === 'page' || first === 'slot') && second !== undefined && !scenario.processes.includes(first))
    return numbered(first, second, attribute);
  if (scenario.processes.includes(first)) return ofProcess(first, second, attribute, scenario);
  if (scenario.references.includes(first)) return ofReference(first, second, attribute);
  if (second !== undefined || attribute !== null) return undefined;
  if (first === 'verdict' || first === 'why') return { kind: first };
  if ((SWITCH_NAMES as readonly string[]).includes(first)) return { kind: 'switch', name: first as SwitchName };
  const address = addressIn(first, scenario);
  return address === undefined ? undefined : { kind: 'address', address };
}

function numbered(kind: 'page' | 'slot', word: string, attribute: Attribute | null): Query | undefined {
  if (!/^[0-9]+$/.test(word) || attribute === 'value') return undefined;
  if (kind === 'page') return { kind, page: Number(word), attribute };
  return attribute === null ? { kind, slot: Number(word) } : undefined;
}

function ofProcess(
  process: string,
  where: string | undefined,
  attribute: Attribute | null,
  scenario: Scenario,
): Query | undefined {
  if (where === undefined) return attribute === null ? { kind: 'process', process } : undefined;
  const address = addressIn(where, scenario);
  return address === undefined ? undefined : { kind: 'entry', process, address, attribute };
}

function ofReference(name: string, offset: string | undefined, attribute: Attribute | null): Query | undefined {
  if (offset === undefined) return { kind: 'reference', name, offset: 0, attribute };
  const number = /^\+/.test(offset) ? numberIn(offset.slice(1)) : undefined;
  return number === undefined ? undefined : { kind: 'reference', name, offset: number, attribute };
}

/** `0x1000`, `buf`, `buf+8`. */
function addressIn(word: string, { lets }: Scenario): number | undefined {
  const [base = '', plus] = word.split('+');
  const start = lets.get(base)?.address ?? numberIn(base);
  const more = plus === undefined ? 0 : numberIn(plus);
  return start === undefined || more === undefined ? undefined : start + more;
}

function numberIn(word: string): number | undefined {
  return /^(0x[0-9a-f][0-9a-f_]*|[0-9][0-9_]*)$/i.test(word) ? Number(word.replaceAll('_', '')) : undefined;
}

function isAttribute(word: string): word is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(word);
}

/** The number that a query asks for; null where there is none now, and for a query that asks for more than a number. */
export function numberOf(query: Query, state: StateView): number | null {
  if (!('attribute' in query) || query.attribute === null) return null;
  if (query.attribute === 'value') return byteOf(query, state);
  return pageOf(query, state)?.[query.attribute] ?? null;
}

function byteOf(query: Query, state: StateView): number | null {
  switch (query.kind) {
    case 'entry':
      return processByte(state, query.process, query.address);
    case 'reference':
      return referenceByte(state, query.name, query.offset);
    default:
      return null;
  }
}

/** The page that a query is about; undefined where there is none now. */
export function pageOf(query: Query, state: StateView): PageView | undefined {
  switch (query.kind) {
    case 'page':
      return pageIn(state, query.page);
    case 'entry':
      return pageBehind(state, entryAt(state, query.process, query.address));
    case 'reference':
      return referencePage(state, query.name, query.offset);
    default:
      return undefined;
  }
}
