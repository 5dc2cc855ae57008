/** The bytes behind a page, a swap slot, a reference or an address of a process. */
import type { StateView } from '@cowscope/core';
import { PAGE_SIZE, pageIn } from '../../statements.ts';
import { byteAt, processByte, referenceByte } from './look.ts';
import { parseQuery, type Query } from './query.ts';
import { type Debugged, stateAt } from './runs.ts';
import type { DebugError, DebugMemory, DebugMemoryParams } from './types.ts';

/** Bytes that one request gets: a huge page. */
const MAX_BYTES = 512 * PAGE_SIZE;

/** Reads bytes; those at which nothing can be read end the answer and are counted. */
export function memoryAt(debugged: Debugged, params: DebugMemoryParams): DebugMemory | DebugError {
  const { position, memory, offset } = params;
  const query = parseQuery(memory, debugged.trace);
  if ('error' in query) return query;
  const count = Math.min(Math.max(params.count, 0), MAX_BYTES);
  const start = startOf(query) + offset;
  const state = stateAt(debugged, position);
  const bytes: number[] = [];
  for (let i = 0; i < count; i++) {
    const byte = start + i < 0 ? null : byteOf(query, state, start + i);
    if (byte === null) break;
    bytes.push(byte);
  }
  return { address: Math.max(start, 0), bytes, unreadable: count - bytes.length };
}

function startOf(query: Query): number {
  switch (query.kind) {
    case 'entry':
      return query.address;
    case 'reference':
      return query.offset;
    default:
      return 0;
  }
}

function byteOf(query: Query, state: StateView, at: number): number | null {
  switch (query.kind) {
    case 'page': {
      const page = pageIn(state, query.page);
      return page === undefined || at >= PAGE_SIZE << page.order ? null : byteAt(page.bytes, at);
    }
    case 'slot': {
      const slot = state.slots.find((one) => one.slot === query.slot);
      return slot === undefined || slot.page !== null || at >= PAGE_SIZE ? null : byteAt(slot.bytes, at);
    }
    case 'entry':
      return processByte(state, query.process, at);
    case 'reference':
      return referenceByte(state, query.name, at);
    default:
      return null;
  }
}
