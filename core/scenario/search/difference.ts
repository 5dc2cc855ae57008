/** Where two machines that were led through the same statements count pages differently, as expectations that hold on one alone. */
import { namedPage } from '../../machine/look.ts';
import type { Machine } from '../../machine/machine.ts';
import { entryAt, mapcountOf, subAt } from '../../machine/ptes.ts';
import { FLAGS, type Page, PRESENT } from '../../machine/state.ts';

/** An expectation for each machine, without the kernel that it is for. */
export type Expected = readonly [first: string, second: string];

/**
 * The first difference in what `expect` counts, at the pages of the processes, then under the references: `present`,
 * page_count, mapcount, pincount. Null where there is none.
 */
export function countDifference(
  a: Machine,
  b: Machine,
  slots: readonly number[],
  addresses: readonly string[],
): Expected | null {
  for (let id = 0; id < a.state.processes.length; id++) {
    for (let i = 0; i < slots.length; i++) {
      const subject = `expect ${a.scenario.processes[id] ?? `p${id + 1}`} ${addresses[i]}`;
      const found = parted(subject, presentAt(a, id, slots[i]!), presentAt(b, id, slots[i]!));
      if (found) return found;
    }
  }
  for (let id = 0; id < a.state.references.length; id++) {
    const [first, second] = [referred(a, id), referred(b, id)];
    const found = first && second ? parted(`expect ref${id + 1}`, first, second) : null;
    if (found) return found;
  }
  return null;
}

type Counted = readonly (readonly [item: string, number: number])[];

function parted(subject: string, first: Counted | null, second: Counted | null): Expected | null {
  if (!first || !second) {
    if (!first && !second) return null;
    const [present, absent] = [`${subject} present`, `${subject} not present`];
    return first ? [present, absent] : [absent, present];
  }
  for (let i = 0; i < first.length; i++) {
    const [item, number] = first[i]!;
    const other = second[i]![1];
    if (number !== other) return [`${subject} ${item} ${number}`, `${subject} ${item} ${other}`];
  }
  return null;
}

/** The counts of a small page of a folio. */
function counted(page: Page, sub: number): Counted {
  return [
    ['page_count', page.count],
    ['mapcount', mapcountOf(page, sub)],
    ['pincount', page.pins],
  ];
}

/** What is counted of the page that an entry maps; null where no page is present. */
function presentAt(m: Machine, id: number, v: number): Counted | null {
  const process = m.state.processes[id];
  const entry = process?.alive ? entryAt(m, process, v) : null;
  const flags = entry ? entry.table[entry.at + FLAGS]! : 0;
  const page = (flags & PRESENT) === 0 ? null : namedPage(m, id, v);
  return page && counted(page, subAt(m, flags, v));
}

function referred(m: Machine, id: number): Counted | null {
  const reference = m.state.references[id];
  const page = reference ? m.state.pages[reference.pages[0] ?? 0] : null;
  return page ? counted(page, reference!.subs[0]!) : null;
}
