/** Observed steps as short lines: what a field shares with the step before is left out. */
import type { ObservedPage, ObservedPte, ObservedStep } from '../observed.ts';

/** Stands for a field that is what it was in the step before. */
const SAME = '=';

function packEntry(pte: ObservedPte): string {
  const bits = (pte.soft_dirty ? 's' : '') + (pte.uffd_wp ? 'u' : '');
  const own =
    pte.state === 'present'
      ? `${pte.page}${pte.writable ? 'w' : ''}${pte.dirty ? 'd' : ''}`
      : `S${pte.swap_exclusive === null ? '?' : pte.swap_exclusive ? 'x' : ''}`;
  return `${pte.process}@${pte.address.slice(2)}:${own}${bits}`;
}

function unpackEntry(text: string): ObservedPte {
  const [, process, address, page, bits] = /^([^@]+)@([^:]+):(\d+|S)(.*)$/.exec(text) as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const common = {
    process,
    address: `0x${address}`,
    soft_dirty: bits.includes('s'),
    uffd_wp: bits.includes('u'),
  };
  if (page === 'S')
    return {
      ...common,
      state: 'swap',
      page: null,
      swap_exclusive: bits.includes('?') ? null : bits.includes('x'),
    } as ObservedPte;
  return { ...common, state: 'present', page: Number(page), writable: bits.includes('w'), dirty: bits.includes('d') };
}

function packPage(page: ObservedPage): string {
  const mark = page.exclusive === null ? '?' : page.exclusive ? 'x' : '';
  return `${page.page}:${page.page_count}:${page.mapcount}${mark}${page.kind === 'zero' ? 'z' : ''}`;
}

function unpackPage(text: string): ObservedPage {
  const [page, count, mapcount] = text.split(':').map((part) => Number.parseInt(part, 10)) as [number, number, number];
  return {
    page,
    kind: text.endsWith('z') ? 'zero' : null,
    page_count: count,
    mapcount,
    exclusive: text.includes('?') ? null : text.includes('x'),
  };
}

type Ref = ObservedStep['refs'][number];
const packRef = ({ name, pages }: Ref): string => `${name}:${pages.join('+')}`;

function unpackRef(text: string): Ref {
  const [name, pages] = text.split(':') as [string, string];
  return { name, pages: pages.split('+').map(Number) };
}

const list = <T>(items: readonly T[], pack: (item: T) => string): string => items.map(pack).join(' ');
const unlist = <T>(text: string, unpack: (one: string) => T): T[] => (text === '' ? [] : text.split(' ').map(unpack));

/** Entries or pages that were told at once, each by itself. */
function single<T extends ObservedPte | ObservedPage>({ pages = 1, ...one }: T, each: (one: T, i: number) => T): T[] {
  return Array.from({ length: pages }, (_, i) => each(one as T, i));
}

/** A step without runs. */
function spread(step: ObservedStep): ObservedStep {
  const entry = ({ step: grows = 0, ...one }: ObservedPte, i: number): ObservedPte => ({
    ...one,
    address: `0x${(Number(one.address) + i * 4096).toString(16)}`,
    page: one.page === null ? null : one.page + i * grows,
  });
  const page = (one: ObservedPage, i: number): ObservedPage => ({ ...one, page: one.page + i });
  return {
    ...step,
    ptes: step.ptes.flatMap((one) => single(one, entry)),
    pages: step.pages.flatMap((one) => single(one, page)),
  };
}

/** Steps as lines: place, outcome, value, entries, references, pages, with a bar between. */
export function packSteps(steps: readonly ObservedStep[]): string[] {
  let before = ['', '', ''];
  return steps.map(spread).map((step) => {
    const fields = [list(step.ptes, packEntry), list(step.refs, packRef), list(step.pages, packPage)];
    const told = fields.map((field, i) => (field !== '' && field === before[i] ? SAME : field));
    before = fields;
    return [`${step.line}:${step.column}`, step.outcome ?? '', step.value ?? '', ...told].join('|');
  });
}

/** The steps of lines that `packSteps` made. */
export function unpackSteps(lines: readonly string[]): ObservedStep[] {
  let before = ['', '', ''];
  return lines.map((text) => {
    const [place, outcome, value, ...told] = text.split('|') as [string, string, string, ...string[]];
    const fields = told.map((field, i) => (field === SAME ? (before[i] ?? '') : field)) as [string, string, string];
    before = fields;
    const [line, column] = place.split(':').map(Number) as [number, number];
    return {
      line,
      column,
      outcome: outcome === '' ? null : outcome,
      ...(value !== '' && { value: Number(value) }),
      ptes: unlist(fields[0], unpackEntry),
      refs: unlist(fields[1], unpackRef),
      pages: unlist(fields[2], unpackPage),
    };
  });
}
