/** What an expression is at a moment of a run. */
import { type Kernel, type StateView, unreachable } from '@cowscope/core';
import { hex } from '../../hovers/view.ts';
import { byteText } from '../../labels.ts';
import { pageIn, referenceIn } from '../../statements.ts';
import { leaf } from './leaf.ts';
import { entryAt, processByte } from './look.ts';
import { addressNode, entryNode, pageNode, processNode, referenceNode, slotNode } from './nodes.ts';
import { ATTRIBUTES, numberOf, parseQuery, type Query } from './query.ts';
import { type Debugged, stateAt, stepAt } from './runs.ts';
import type { DebugError, DebugEvaluateParams, DebugNode } from './types.ts';

/** The node of an expression, or the sentence that says why there is none. */
export function evaluate(debugged: Debugged, { position, expression }: DebugEvaluateParams): DebugNode | DebugError {
  const query = parseQuery(expression, debugged.trace);
  if ('error' in query) return query;
  const state = stateAt(debugged, position);
  return 'attribute' in query && query.attribute !== null
    ? numberNode(query, state, expression.trim())
    : thingNode(debugged, query, state, position);
}

function numberNode(query: Query, state: StateView, name: string): DebugNode {
  const number = numberOf(query, state);
  const isByte = 'attribute' in query && query.attribute === 'value';
  const value = number === null ? 'none' : isByte ? byteText(number) : `${number}`;
  return leaf(name, value, { expression: name, watch: name });
}

function thingNode(debugged: Debugged, query: Query, state: StateView, position: number): DebugNode | DebugError {
  const { trace } = debugged;
  switch (query.kind) {
    case 'page': {
      const page = pageIn(state, query.page);
      return page === undefined ? { error: `nobody holds page ${query.page} here` } : pageNode(page);
    }
    case 'slot': {
      const slot = state.slots.find((one) => one.slot === query.slot);
      return slot === undefined ? { error: `swap slot ${query.slot} is not in use here` } : slotNode(slot);
    }
    case 'process':
      return processNode(state, query.process);
    case 'entry':
      return entryAtNode(state, query.process, query.address);
    case 'reference': {
      const reference = referenceIn(state, query.name);
      return reference === undefined ? { error: `${query.name} is not held here` } : referenceNode(reference);
    }
    case 'address':
      return addressNode(state, query.address);
    case 'switch':
      return switchNode(trace.kernel, query.name);
    case 'verdict':
      return leaf('verdict', `${trace.verdict} on ${trace.kernel.name}`, { expression: 'verdict' });
    case 'why': {
      const step = stepAt(debugged, position);
      return leaf('why', step < 0 ? 'nothing has run yet' : trace.why(step), { expression: 'why' });
    }
    default:
      return unreachable(query);
  }
}

/** The byte is said where the address is not that of the page itself. */
function entryAtNode(state: StateView, process: string, address: number): DebugNode {
  const name = `${process} ${hex(address)}`;
  const pte = entryAt(state, process, address);
  if (pte === undefined) return leaf(name, 'no page-table entry', { expression: name, memory: name });
  const node = { ...entryNode(state, pte, name), memory: name };
  const value = processByte(state, process, address);
  return value === null ? node : { ...node, value: `${node.value} · ${byteText(value)}` };
}

function switchNode({ rules, name: kernel }: Kernel, name: keyof Kernel['rules']): DebugNode {
  return leaf(name, `${rules[name] ?? 'older than this switch'} on ${kernel}`, { expression: name });
}

/** Names that can go on what was typed: processes, references, pages and attributes. */
export function completions(debugged: Debugged, { position, expression }: DebugEvaluateParams): string[] {
  const state = stateAt(debugged, position);
  const words = expression.split(/\s+/);
  const first = words[0] ?? '';
  if (words.length < 2) {
    const pages = state.pages.map(({ page }) => `page ${page}`);
    const slots = state.slots.map(({ slot }) => `slot ${slot}`);
    const names = [...state.processes, ...state.refs].map(({ name }) => name);
    return [...names, ...pages, ...slots, 'verdict', 'why'].filter((name) => name.startsWith(first));
  }
  const last = words[words.length - 1] ?? '';
  const addresses =
    words.length > 2 ? [] : state.ptes.filter(({ process }) => process === first).map((pte) => pte.address);
  return [...addresses, ...ATTRIBUTES].filter((word) => word.startsWith(last));
}
