/** Expectations: what was asked, and what was found. */
import { firstKernelWith, type Kernel, matches } from '../kernel/index.ts';
import type { Expectation, ExpectItem, OnClause, Statement, Verdict } from '../language/program.ts';
import { PAGE_SIZE } from '../machine/layout.ts';
import { coherent, namedPage, processByte, referenceByte } from '../machine/look.ts';
import type { Machine } from '../machine/machine.ts';
import { maybePinned, swapCount } from '../machine/pages.ts';
import { entryAt, isExclusive, mapcountOf, subAt } from '../machine/ptes.ts';
import type { StatementResult } from '../machine/start.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  type Page,
  PRESENT,
  SOFT_DIRTY,
  SWAP,
  SWAP_EXCLUSIVE,
  TARGET,
  UFFD_WP,
  WRITABLE,
} from '../machine/state.ts';
import { slotOfAddress, vmaAt } from '../machine/vmas.ts';

/** How an expectation fared: it holds or not, what was found; or it could not be asked at all. */
export type Answer =
  | { readonly kind: 'answer'; readonly text: string; readonly holds: boolean; readonly found: string }
  | { readonly kind: 'error'; readonly code: 'not-mapped' | 'bad-value'; readonly message: string };

/** Whether an `on` clause means this kernel; none means every kernel. */
export function meant(on: OnClause | null, kernel: Kernel): boolean {
  return on === null || on.patterns.some((pattern) => matches(pattern, kernel));
}

/** Asks the alternatives after `=>` that mean this kernel; null where none does. Holds when one of them does. */
export function askOutcome(m: Machine, statement: Statement, result: StatementResult): Answer | null {
  const asked = statement.outcomes.filter(({ on }) => meant(on, m.kernel));
  if (asked.length === 0) return null;
  const { value } = m.log;
  const uniform = result.ended.uniform();
  const holds = asked.some(
    (one) =>
      (one.outcome === null || (uniform && one.outcome === result.outcome)) &&
      (one.value === null || one.value === value),
  );
  const wanted = asked.map((one) =>
    [one.outcome, one.value === null ? null : `value ${one.value}`].filter(Boolean).join(', '),
  );
  const withValue = asked.some((one) => one.value !== null);
  const outcomes = [...new Set(result.ended.list().map(({ outcome }) => outcome))].join(' and ') || result.outcome;
  return {
    kind: 'answer',
    text: `=> ${wanted.join(' or ')}`,
    holds,
    found: withValue ? `${outcomes}, value ${value ?? 'none'}` : outcomes,
  };
}

/** Asks an `expect` statement. `harms` are those of the scenario so far. */
export function askExpectation(m: Machine, expectation: Expectation, harms: ReadonlySet<Verdict>): Answer {
  switch (expectation.kind) {
    case 'page':
      return askPage(m, expectation);
    case 'reference':
      return askReference(m, expectation);
    case 'same':
      return askSame(m, expectation);
    case 'coherent': {
      const holds = coherent(m, expectation.reference) !== expectation.stale;
      return answer(
        expectation.stale ? 'stale' : 'coherent',
        holds,
        coherent(m, expectation.reference) ? 'coherent' : 'stale',
      );
    }
    case 'verdict': {
      const { verdict } = expectation;
      const found = harms.size === 0 ? 'right' : [...harms].join(', ');
      return answer(`expect ${verdict}`, verdict === 'right' ? harms.size === 0 : harms.has(verdict), found);
    }
  }
}

function answer(text: string, holds: boolean, found: string): Answer {
  return { kind: 'answer', text, holds, found };
}

function wordsOf(item: ExpectItem): string {
  if ('attribute' in item) return `${item.attribute} ${item.number}`;
  return item.not ? `not ${item.flag}` : item.flag;
}

/** A flag that this kernel does not have, as an error that says since when there is one. */
function missingFlag(m: Machine, items: readonly ExpectItem[]): Answer | null {
  if (m.rules.exclusive_flag === 'yes') return null;
  const item = items.find((one) => 'flag' in one && (one.flag === 'exclusive' || one.flag === 'swap_exclusive'));
  if (!item || !('flag' in item)) return null;
  const first = firstKernelWith('exclusive_flag', 'yes');
  return {
    kind: 'error',
    code: 'bad-value',
    message: `${m.kernel.name} has no ${item.flag} flag: the first kernel with it is ${first}; write \`on >= ${first}\``,
  };
}

/** What stands at a place: the entry's bits, its page, its swap slot, the byte there. */
interface Place {
  readonly flags: number;
  readonly page: Page | null;
  /** Which small page of a large folio. */
  readonly sub: number;
  readonly swapCount: number;
  readonly value: number;
}

function askItems(m: Machine, items: readonly ExpectItem[], place: Place): Answer {
  const missing = missingFlag(m, items);
  if (missing) return missing;
  const wrong: string[] = [];
  for (const item of items) {
    const found = lookAt(m, item, place);
    if (found !== null) wrong.push(found);
  }
  const text = items.map(wordsOf).join(', ');
  return answer(text, wrong.length === 0, wrong.length === 0 ? text : wrong.join(', '));
}

/** Null when the item holds, else what was found. */
function lookAt(m: Machine, item: ExpectItem, place: Place): string | null {
  if ('flag' in item) {
    const found = flagAt(m, item.flag, place);
    if (found !== item.not) return null;
    return found ? item.flag : `not ${item.flag}`;
  }
  const found = numberAt(item.attribute, place);
  if (found === item.number) return null;
  return found === null ? `no page, so no ${item.attribute}` : `${item.attribute} ${found}`;
}

function numberAt(
  attribute: 'page_count' | 'mapcount' | 'pincount' | 'swap_count' | 'value',
  { page, sub, swapCount: count, value }: Place,
): number | null {
  switch (attribute) {
    case 'page_count':
      return page ? page.count : null;
    case 'mapcount':
      return page ? mapcountOf(page, sub) : null;
    case 'pincount':
      return page ? page.pins : null;
    case 'swap_count':
      return count;
    case 'value':
      return value;
  }
}

function flagAt(m: Machine, flag: Extract<ExpectItem, { flag: unknown }>['flag'], { flags, page }: Place): boolean {
  const present = (flags & PRESENT) !== 0;
  switch (flag) {
    case 'present':
      return present;
    case 'writable':
      return (flags & WRITABLE) !== 0;
    case 'dirty':
      return (flags & DIRTY) !== 0;
    case 'soft_dirty':
      return (flags & SOFT_DIRTY) !== 0;
    case 'uffd_wp':
      return (flags & UFFD_WP) !== 0;
    case 'exclusive':
      return present && page !== null && isExclusive(page, flags);
    case 'pinned':
      return page !== null && maybePinned(m, page);
    case 'swapped':
      return (flags & SWAP) !== 0;
    case 'swap_exclusive':
      return (flags & SWAP_EXCLUSIVE) !== 0;
    case 'zero':
      return present && page?.kind === 'zero';
    case 'ksm':
      return present && page?.kind === 'ksm';
    case 'huge':
      return page !== null && page.order > 0;
    case 'pmd_mapped':
      return present && (flags & HUGE) !== 0;
  }
}

function placeAt(m: Machine, process: number, address: number): Place {
  const v = slotOfAddress(m, address);
  const entry = entryAt(m, m.state.processes[process]!, v);
  const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  const page = namedPage(m, process, v);
  const slot = (flags & SWAP) !== 0 ? m.state.slots[entry!.table[entry!.at + TARGET]!]! : null;
  const sub = slot ? 0 : subAt(m, flags, v);
  return {
    flags,
    page,
    sub,
    swapCount: slot ? slot.count : page ? swapCount(m, page, sub) : 0,
    value: m.state.values[processByte(m, process, v, address % PAGE_SIZE)]!,
  };
}

function isMapped(m: Machine, process: number, address: number): boolean {
  const it = m.state.processes[process];
  return it != null && vmaAt(m, it, slotOfAddress(m, address)) !== null;
}

function notMapped(m: Machine, process: number): Answer {
  const name = m.scenario.processes[process];
  return {
    kind: 'error',
    code: 'not-mapped',
    message: `${name} has nothing mapped there; map it with \`mmap\`, or expect \`not present\``,
  };
}

function askPage(m: Machine, { process, address, items }: Expectation & { kind: 'page' }): Answer {
  if (isMapped(m, process, address)) return askItems(m, items, placeAt(m, process, address));
  const onlyAbsence = items.every((item) => 'flag' in item && item.not);
  return onlyAbsence
    ? askItems(m, items, { flags: 0, page: null, sub: 0, swapCount: 0, value: 0 })
    : notMapped(m, process);
}

function askReference(m: Machine, { reference: id, offset, items }: Expectation & { kind: 'reference' }): Answer {
  const reference = m.state.references[id];
  const at = reference ? (reference.address % PAGE_SIZE) + offset : 0;
  const index = Math.floor(at / PAGE_SIZE);
  if (!reference || index >= reference.pages.length)
    return answer(items.map(wordsOf).join(', '), false, 'a reference that was never taken');
  const page = m.state.pages[reference.pages[index]!]!;
  const sub = reference.subs[index]!;
  // A reference has no entry: what `expect` asks of one is asked of the page alone.
  return askItems(m, items, {
    flags: 0,
    page,
    sub,
    swapCount: swapCount(m, page, sub),
    value: m.state.values[referenceByte(m, id, index, at % PAGE_SIZE)]!,
  });
}

function askSame(m: Machine, it: Expectation & { kind: 'same' }): Answer {
  for (const [process, address] of [
    [it.process, it.address],
    [it.process2, it.address2],
  ] as const) {
    if (!isMapped(m, process, address)) return notMapped(m, process);
  }
  const one = namedPage(m, it.process, slotOfAddress(m, it.address));
  const other = namedPage(m, it.process2, slotOfAddress(m, it.address2));
  const same = one !== null && one === other;
  const name = (page: Page | null): string => (page ? `page ${page.id}` : 'no page');
  return answer(it.differs ? 'differs' : 'same', same !== it.differs, `${name(one)} and ${name(other)}`);
}
