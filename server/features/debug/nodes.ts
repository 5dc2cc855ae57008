/** What a debugger shows of a state, as a tree that is made part by part when somebody opens it. */
import {
  bytesText,
  holderSum,
  type MappingView,
  type PageView,
  type PteView,
  pageFlags,
  pagePredicates,
  pteFlags,
  pteTarget,
  type RefView,
  type SlotView,
  type StateView,
} from '@cowscope/core';
import { hex } from '../../hovers/view.ts';
import { byteText } from '../../labels.ts';
import { pageIn, referenceIn } from '../../statements.ts';
import { lastStatement } from './lastStatement.ts';
import { leaf } from './leaf.ts';
import { pageBehind, processByte } from './look.ts';
import { type Debugged, stateAt } from './runs.ts';
import type { DebugNode, DebugVariablesParams } from './types.ts';

/** The parts of a node; none for a path that leads to nothing at this position. */
export function nodesAt(debugged: Debugged, { position, path, start = 0, count }: DebugVariablesParams): DebugNode[] {
  const nodes = partsOf(debugged, position, path);
  return count === undefined || count === 0 ? nodes : nodes.slice(start, start + count);
}

function partsOf(
  debugged: Debugged,
  position: number,
  [kind = '', first = '', second = '']: readonly string[],
): DebugNode[] {
  if (kind === 'statement') return lastStatement(debugged, position);
  const state = stateAt(debugged, position);
  const page = pageIn(state, Number(first));
  switch (kind) {
    case '':
      return scopes(state);
    case 'processes':
      return state.processes.map(({ name }) => processNode(state, name));
    case 'process':
      return processParts(state, first);
    case 'mappings':
      return state.mappings.filter(({ process }) => process === first).map(mappingNode);
    case 'entry':
      return state.ptes
        .filter((pte) => pte.process === first && pte.address === second)
        .flatMap((pte) => entryParts(state, pte));
    case 'address':
      return entriesAt(state, Number(first)).map((pte) => entryNode(state, pte, `${pte.process} ${first}`));
    case 'pages':
      return state.pages.map(pageNode);
    case 'page':
      return page === undefined ? [] : pageParts(debugged, state, page);
    case 'holders':
      return page === undefined ? [] : page.holders.map(({ by, count, line }) => leaf(by, `${count}`, { line }));
    case 'questions':
      return page === undefined ? [] : questionNodes(debugged, state, page);
    case 'bytes':
      return page === undefined ? [] : byteNodes(page.bytes);
    case 'references':
      return state.refs.map((ref) => referenceNode(ref));
    case 'reference':
      return referenceParts(state, referenceIn(state, first));
    case 'slots':
      return state.slots.map(slotNode);
    case 'slot':
      return state.slots.filter(({ slot }) => slot === Number(first)).flatMap((slot) => byteNodes(slot.bytes));
    default:
      return [];
  }
}

function scopes({ slots }: StateView): DebugNode[] {
  return [
    leaf('Processes', '', { path: ['processes'] }),
    leaf('Pages', '', { path: ['pages'] }),
    leaf('References', '', { path: ['references'] }),
    ...(slots.length > 0 ? [leaf('Swap Slots', '', { path: ['slots'] })] : []),
    leaf('Last Statement', '', { path: ['statement'] }),
  ];
}

/** A process: what is mapped, and where it stands. Says so where it does not exist yet. */
export function processNode(state: StateView, name: string): DebugNode {
  const process = state.processes.find((one) => one.name === name);
  if (process === undefined) return leaf(name, 'not there yet', { expression: name });
  const count = state.ptes.filter((pte) => pte.process === name).length;
  const notes = [
    process.alive ? `${count} ${count === 1 ? 'entry' : 'entries'}` : 'dead',
    ...(process.blocked ? ['blocked'] : []),
    ...(process.has_pinned ? ['has_pinned'] : []),
  ];
  return leaf(name, notes.join(' · '), { path: ['process', name], expression: name });
}

function processParts(state: StateView, name: string): DebugNode[] {
  const process = state.processes.find((one) => one.name === name);
  if (process === undefined) return [];
  const entries = state.ptes.filter((pte) => pte.process === name).map((pte) => entryNode(state, pte, pte.address));
  const count = state.mappings.filter((mapping) => mapping.process === name).length;
  return [
    ...entries,
    leaf('mappings', `${count}`, { path: ['mappings', name] }),
    leaf('cpu', `${process.cpu}`),
    leaf('has_pinned', `${process.has_pinned}`),
    leaf('blocked', `${process.blocked}`),
  ];
}

function mappingNode({ from, to, shared, file, protection, flags }: MappingView): DebugNode {
  const value = [shared ? 'shared' : 'private', file === null ? 'anon' : `file ${file}`, protection, ...flags];
  return leaf(`${from}..${to}`, value.join(' '));
}

/** The entries of all processes for the page of an address. */
export function entriesAt({ ptes }: StateView, address: number): PteView[] {
  return ptes.filter((pte) => Number(pte.address) === address - (address % 4096));
}

/** A page-table entry, with the page that it names. */
export function entryNode(state: StateView, pte: PteView, name: string): DebugNode {
  const page = pageBehind(state, pte);
  const counts = page === undefined ? '' : ` ${page.page_count}/${page.mapcount}`;
  const flags = pteFlags(pte).join(' ') || 'read-only clean';
  const where = `${pte.process} ${pte.address}`;
  return leaf(name, `${pteTarget(pte)}${counts} · ${flags}`, {
    path: ['entry', pte.process, pte.address],
    expression: where,
    memory: where,
    line: pte.line,
  });
}

function entryParts(state: StateView, pte: PteView): DebugNode[] {
  const where = `${pte.process} ${pte.address}`;
  const page = pageBehind(state, pte);
  const value = processByte(state, pte.process, Number(pte.address));
  const { writable, dirty, soft_dirty, uffd_wp, protnone, pmd, swap_exclusive } = pte;
  const flags = { writable, dirty, soft_dirty, uffd_wp, protnone, pmd_mapped: pmd, swap_exclusive };
  return [
    ...(page === undefined ? [] : [pageNode(page)]),
    ...(value === null
      ? []
      : [leaf('value', byteText(value), { watch: `${where} value`, expression: `${where} value` })]),
    leaf('state', pte.state, { line: pte.line }),
    ...Object.entries(flags).flatMap(([flag, set]) => (set === null ? [] : [leaf(flag, `${set}`)])),
  ];
}

/** A page with its counts. */
export function pageNode(page: PageView): DebugNode {
  const name = `page ${page.page}`;
  const kind = page.file === null ? page.kind : `${page.kind} ${page.file}`;
  const value = [kind, `page_count ${page.page_count}`, `mapcount ${page.mapcount}`, ...pageFlags(page)];
  return leaf(name, value.join(' · '), { path: ['page', `${page.page}`], expression: name, memory: name });
}

function pageParts({ trace }: Debugged, state: StateView, page: PageView): DebugNode[] {
  const name = `page ${page.page}`;
  const number = `${page.page}`;
  const counted = (what: 'page_count' | 'mapcount' | 'pincount', more: Partial<DebugNode> = {}): DebugNode =>
    leaf(what, `${page[what]}`, { watch: `${name} ${what}`, expression: `${name} ${what}`, ...more });
  const bytes = bytesText(page.bytes);
  const questions = pagePredicates(page, state, trace.kernel).filter(({ holds }) => holds);
  return [
    counted('page_count', {
      value: `${page.page_count}${page.holders.length > 0 ? ` = ${holderSum(page)}` : ''}`,
      path: ['holders', number],
    }),
    counted('mapcount'),
    counted('pincount'),
    leaf('kind', page.file === null ? page.kind : `${page.kind} ${page.file}`),
    leaf('exclusive', page.exclusive === null ? 'this kernel has no such flag' : `${page.exclusive}`),
    leaf('flags', pageFlags(page).join(' ') || 'none'),
    leaf('now', questions.map((question) => question.name).join(' ') || 'none', { path: ['questions', number] }),
    leaf('bytes', bytes || 'all 0', { memory: name, ...(bytes !== '' && { path: ['bytes', number] }) }),
  ];
}

function questionNodes({ trace }: Debugged, state: StateView, page: PageView): DebugNode[] {
  return pagePredicates(page, state, trace.kernel).map(({ name, holds, because }) =>
    leaf(name, `${holds}: ${because}`),
  );
}

function byteNodes(bytes: Readonly<Record<string, number>>): DebugNode[] {
  return Object.entries(bytes).map(([offset, value]) => leaf(`+${offset}`, byteText(value)));
}

/** A reference. */
export function referenceNode(ref: RefView): DebugNode {
  const words = [ref.kind, ref.write ? 'write' : 'read', ...(ref.longterm ? ['longterm'] : [])];
  const sees = ref.pages.map((page) => `page ${page}`).join(', ');
  const value = `${ref.kind === 'hold' ? 'hold' : words.join(' ')} → ${sees} · ${ref.coherent ? 'coherent' : 'stale'}`;
  return leaf(ref.name, value, {
    path: ['reference', ref.name],
    expression: ref.name,
    memory: ref.name,
    line: ref.line,
  });
}

function referenceParts(state: StateView, ref: RefView | undefined): DebugNode[] {
  if (ref === undefined) return [];
  return [
    ...ref.pages.flatMap((page) => pageIn(state, page) ?? []).map(pageNode),
    leaf('taken at', `${ref.process} ${ref.address}`, { line: ref.line, expression: `${ref.process} ${ref.address}` }),
    leaf('coherent', `${ref.coherent}`),
    leaf('write', `${ref.write}`),
    leaf('longterm', `${ref.longterm}`),
    ...(ref.memlock > 0 ? [leaf('memlock', `${ref.memlock}`)] : []),
  ];
}

/** A swap slot. */
export function slotNode({ slot, count, page, bytes }: SlotView): DebugNode {
  const cached = page === null ? '' : ` · in the swap cache as page ${page}`;
  const text = bytesText(bytes);
  return leaf(`slot ${slot}`, `${count} ${count === 1 ? 'entry' : 'entries'}${cached} · ${text || 'all 0'}`, {
    path: text === '' ? null : ['slot', `${slot}`],
    expression: `slot ${slot}`,
    memory: `slot ${slot}`,
  });
}

/** An address, with its entries in all processes. */
export function addressNode(state: StateView, address: number): DebugNode {
  const entries = entriesAt(state, address);
  const name = hex(address);
  const value = entries.map((pte) => `${pte.process} → ${pteTarget(pte)}`).join(', ');
  return leaf(name, value || 'mapped nowhere', {
    path: entries.length > 0 ? ['address', name] : null,
    expression: name,
  });
}
