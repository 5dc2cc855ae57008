/** What an exported program showed of a real kernel, read from what it printed or from JSON. */
import type { PteView } from '@cowscope/core';

/** Page-table entries that follow each other and are alike, as the observer of an exported program prints them. */
export type ObservedPte = Pick<PteView, 'process' | 'address' | 'state' | 'page' | 'soft_dirty' | 'uffd_wp'> &
  Partial<Pick<PteView, 'writable' | 'dirty' | 'swap_exclusive' | 'exclusive'>> & {
    /** How many they are; absent: one. */
    readonly pages?: number;
    /** By how much the page's number grows from one to the next; absent: not. */
    readonly step?: number;
    /** Which small page of a large folio the first maps; it grows by one. Absent: none of a large folio. */
    readonly part?: number;
    /** Of a large folio: whether a PMD maps it. */
    readonly pmd?: boolean;
    /** Of a large folio: entries that map the small page. */
    readonly mapcount?: number;
  };

/** Pages that follow each other and are alike, as the observer prints them; what it cannot tell is null. */
export interface ObservedPage {
  readonly page: number;
  readonly kind: 'zero' | null;
  readonly page_count: number;
  readonly mapcount: number;
  readonly exclusive: boolean | null;
  /** How many they are; absent: one. */
  readonly pages?: number;
  /** Whether it is a large folio; absent: not. */
  readonly large?: boolean;
  /** Pins of a large folio; absent where it is none or the kernel does not count them. */
  readonly pincount?: number;
}

/** One step of an observed trace. `outcome` and `value` are null or absent where user space cannot tell. */
export interface ObservedStep {
  readonly line: number;
  readonly column: number;
  readonly outcome: string | null;
  readonly value?: number;
  readonly ptes: readonly ObservedPte[];
  readonly refs: readonly { readonly name: string; readonly pages: readonly number[] }[];
  readonly pages: readonly ObservedPage[];
}

/** One KTAP result: an expectation of a line. */
export interface ObservedTest {
  readonly line: number;
  readonly text: string;
  readonly result: 'ok' | 'not ok' | 'skip';
  /** What was found instead, of one that is not ok; else the empty string. */
  readonly found: string;
}

/** What a program printed: its kernel, the steps it observed, its KTAP, and where it stopped and why. */
export interface Observed {
  readonly kernel: string | null;
  readonly steps: readonly ObservedStep[];
  readonly tests: readonly ObservedTest[];
  readonly stopped: { readonly line: number; readonly column: number; readonly reason: string } | null;
}

/** Why a text is no observed trace, in a sentence. */
export interface Unreadable {
  readonly message: string;
}

const is = {
  number: (value: unknown) => typeof value === 'number' && Number.isInteger(value),
  string: (value: unknown) => typeof value === 'string',
  boolean: (value: unknown) => typeof value === 'boolean',
  null: (value: unknown) => value === null,
  absent: (value: unknown) => value === undefined,
} as const;

type Type = keyof typeof is;
type Shape = Readonly<Record<string, readonly Type[] | Shape[]>>;

const PLACE = { line: ['number'], column: ['number'] } as const;
const STEP: Shape = {
  ...PLACE,
  outcome: ['string', 'null'],
  value: ['number', 'null', 'absent'],
  ptes: [
    {
      process: ['string'],
      address: ['string'],
      state: ['string'],
      page: ['number', 'null'],
      writable: ['boolean', 'absent'],
      dirty: ['boolean', 'absent'],
      soft_dirty: ['boolean'],
      uffd_wp: ['boolean'],
      swap_exclusive: ['boolean', 'null', 'absent'],
      exclusive: ['boolean', 'null', 'absent'],
      pages: ['number', 'absent'],
      step: ['number', 'absent'],
      part: ['number', 'absent'],
      pmd: ['boolean', 'absent'],
      mapcount: ['number', 'absent'],
    },
  ],
  refs: [{ name: ['string'] }],
  pages: [
    {
      page: ['number'],
      page_count: ['number'],
      mapcount: ['number'],
      exclusive: ['boolean', 'null'],
      pages: ['number', 'absent'],
      large: ['boolean', 'absent'],
      pincount: ['number', 'absent'],
    },
  ],
};
const STOPPED: Shape = { ...PLACE, reason: ['string'] };

/** The first field that has not its shape, `ptes[2].page`; null where all have. A list's one shape is that of its entries. */
function wrongField(value: unknown, shape: Shape, path = ''): string | null {
  if (typeof value !== 'object' || value === null) return path === '' ? 'the step' : path;
  for (const [name, types] of Object.entries(shape)) {
    const [field, first] = [(value as Record<string, unknown>)[name], types[0]];
    const wrong =
      typeof first === 'object'
        ? wrongEntry(field, first, path + name)
        : (types as readonly Type[]).some((type) => is[type](field))
          ? null
          : path + name;
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongEntry(list: unknown, shape: Shape, path: string): string | null {
  if (!Array.isArray(list)) return path;
  return list.map((entry, i) => wrongField(entry, shape, `${path}[${i}].`)).find((wrong) => wrong !== null) ?? null;
}

/** What is collected while lines are read. */
interface Draft {
  kernel: string | null;
  steps: ObservedStep[];
  tests: ObservedTest[];
  stopped: Observed['stopped'];
}

function addStep(draft: Draft, value: unknown): string | null {
  const wrong = wrongField(value, STEP);
  if (wrong !== null) return `${wrong} is not what an observed step has there`;
  const { value: read, ...step } = value as ObservedStep & { value?: number | null };
  draft.steps.push({ ...step, ...(typeof read === 'number' && { value: read }) });
  return null;
}

function addStopped(draft: Draft, value: unknown): string | null {
  if (wrongField(value, STOPPED) !== null) return 'where the program stopped is not told as it should be';
  draft.stopped = value as Observed['stopped'];
  return null;
}

function fromJson(text: string, add: (value: unknown) => string | null): string | null {
  try {
    return add(JSON.parse(text));
  } catch (error) {
    return `broken JSON: ${(error as Error).message}`;
  }
}

const RESULT = /^(ok|not ok) \d+ - line (\d+): (.*?)(?: # SKIP .*)?$/;

/** Takes one line of what a program printed; what is none of ours is passed over. */
function addLine(draft: Draft, line: string): string | null {
  if (line.startsWith('# kernel ')) draft.kernel = line.slice('# kernel '.length);
  if (line.startsWith('# trace ')) return fromJson(line.slice('# trace '.length), (value) => addStep(draft, value));
  if (line.startsWith('# stopped '))
    return fromJson(line.slice('# stopped '.length), (value) => addStopped(draft, value));
  if (line.startsWith('{')) return fromJson(line, (value) => addStep(draft, value));
  const [, result, number, text = ''] = RESULT.exec(line) ?? [];
  if (result === 'ok' || result === 'not ok')
    draft.tests.push({ line: Number(number), text, result: / # SKIP /.test(line) ? 'skip' : result, found: '' });
  const last = draft.tests.at(-1);
  if (line.startsWith('# found ') && last?.result === 'not ok')
    draft.tests[draft.tests.length - 1] = { ...last, found: line.slice('# found '.length) };
  return null;
}

/** Takes a whole JSON document: steps alone, or an object that has them. */
function addDocument(draft: Draft, value: unknown): string | null {
  const document = (Array.isArray(value) ? { steps: value } : value) as Record<string, unknown>;
  if (!Array.isArray(document.steps)) return 'the JSON has no steps';
  for (const [i, step] of document.steps.entries()) {
    const wrong = addStep(draft, step);
    if (wrong !== null) return `step ${i + 1}: ${wrong}`;
  }
  if (typeof document.kernel === 'string') draft.kernel = document.kernel;
  return document.stopped ? addStopped(draft, document.stopped) : null;
}

/**
 * Reads what an exported program printed, KTAP with or without its `# trace` lines, or the same as JSON: a list of steps,
 * an object with `steps`, or a step a line. Other lines are passed over. Says which line is broken where one is; a text
 * without steps and tests is read, and has none.
 */
export function parseObserved(text: string): Observed | Unreadable {
  const draft: Draft = { kernel: null, steps: [], tests: [], stopped: null };
  if (/^\s*(\[|\{\s*("(steps|kernel|stopped|file)"|\n))/.test(text)) {
    const wrong = fromJson(text, (value) => addDocument(draft, value));
    return wrong === null ? draft : { message: wrong };
  }
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const wrong = addLine(draft, line);
    if (wrong !== null) return { message: `line ${i + 1}: ${wrong}` };
  }
  return draft;
}
