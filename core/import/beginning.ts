/** What of a trace's first process is there already when the first thing that matters happens. */
import { matters, pagesIn } from './kept-pages.ts';
import type { MemoryEvent } from './strace-events.ts';

/** Where a scenario begins. */
export interface Beginning {
  /** Index of the first event that matters, a fork included; what lies before it only made the start. */
  readonly first: number;
  /** Kept pages that the first process starts with, written once: no statement maps them. */
  readonly implicit: ReadonlySet<number>;
}

/** A mapping of the first process as far as a page's start depends on it. */
interface Mapping {
  /** Private and anonymous. */
  readonly plain: boolean;
  readonly writable: boolean;
}

/**
 * A page starts as the language has it (private, anonymous, writable, written) where its last mapping before the first event that
 * matters is so or was never seen (a heap, a stack), and where no later statement has to map it.
 */
export function beginningOf(pages: ReadonlySet<number>, events: readonly MemoryEvent[]): Beginning {
  const found = events.findIndex((event) => event.kind === 'fork' || matters(event));
  const first = found < 0 ? events.length : found;
  const mappings = mappingsBefore(pages, events.slice(0, first));
  const later = mappedLater(pages, events, first);
  const isPlain = (mapping: Mapping | 'gone' | undefined) =>
    mapping === undefined || (mapping !== 'gone' && mapping.plain && mapping.writable);
  return { first, implicit: new Set([...pages].filter((page) => !later.has(page) && isPlain(mappings.get(page)))) };
}

function mappingsBefore(pages: ReadonlySet<number>, events: readonly MemoryEvent[]): Map<number, Mapping | 'gone'> {
  const mappings = new Map<number, Mapping | 'gone'>();
  for (const event of events) {
    if (event.process !== 0) continue;
    if (event.kind === 'exec') mappings.clear();
    if (event.kind !== 'mmap' && event.kind !== 'munmap' && event.kind !== 'mprotect') continue;
    for (const page of pagesIn(pages, event.at)) {
      const before = mappings.get(page);
      const plain =
        event.kind === 'mmap'
          ? event.file === null && !event.shared
          : before === undefined || (before !== 'gone' && before.plain);
      mappings.set(page, event.kind === 'munmap' ? 'gone' : { plain, writable: event.protection === 'rw' });
    }
  }
  return mappings;
}

/** The pages that a statement has to map: mapped or moved to later, or used by a process whose memory is not the first one's. */
function mappedLater(pages: ReadonlySet<number>, events: readonly MemoryEvent[], first: number): ReadonlySet<number> {
  const later = new Set<number>();
  const related = new Set([0]);
  for (const [index, event] of events.entries()) {
    if (event.kind === 'fork' && related.has(event.process)) related.add(event.child);
    if (event.kind === 'exec' && index >= first) related.delete(event.process);
    const user = event.kind === 'remote' ? event.target : event.process;
    const isOthers = matters(event) && !related.has(user);
    const maps = event.kind === 'mmap' && (index >= first || event.process !== 0);
    if (isOthers || maps) for (const page of pagesIn(pages, event.at)) later.add(page);
    if (event.kind === 'mremap')
      for (const page of pagesIn(pages, { address: event.to, length: event.at.length })) later.add(page);
  }
  return later;
}
