/** What features say in Markdown about steps, pages, page tables and references. */
import {
  type Cost,
  type Kernel,
  type PageView,
  type Predicate,
  type PteView,
  pageFlags,
  pagePredicates,
  pteFlags,
  pteTarget,
  type RefView,
  type StateView,
  type Step,
  type Trace,
} from '@cowscope/core';
import { byteText } from './labels.ts';
import { glyphOf, markedPage } from './page-colours.ts';
import { lineLink } from './positions.ts';
import { pageIn, pagesOf } from './statements.ts';

/** Pages or entries of which a text tells before it says how many more there are. */
const MAX_LISTED = 16;

/** What a step did, and why. */
export function stepMarkdown(trace: Trace, index: number): string {
  const step = trace.step(index) as Step;
  const page =
    step.page === 0
      ? ''
      : ` · ${markedPage(step.page)} · \`page_count\` ${step.page_count} · \`mapcount\` ${step.mapcount}`;
  const head = `**${step.outcome}**${page}${step.value === null ? '' : ` · value ${byteText(step.value)}`} · on ${trace.kernel.name}`;
  return paragraphs([head, plain(trace.why(index)), outcomesMarkdown(step)]);
}

function outcomesMarkdown(step: Step): string {
  if (step.outcomes.length < 2) return '';
  return list([
    'Pages:',
    ...step.outcomes
      .slice(0, MAX_LISTED)
      .map(({ page, outcome }) => `${page === 0 ? 'no page' : markedPage(page)}: ${outcome}`),
  ]);
}

/** What a step cost, in words: `Cost: 1 fault, 1 page copied, page lock taken`. */
export function costText(cost: Cost): string {
  const parts = [counted(cost.faults, 'fault'), counted(cost.copies, 'page', ' copied')];
  if (cost.page_lock !== 'none') parts.push(`page lock ${cost.page_lock}`);
  if (cost.drains > 0) parts.push(counted(cost.drains, 'LRU drain'));
  return `Cost: ${parts.join(', ')}.`;
}

function counted(count: number, thing: string, rest = ''): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}${rest}`;
}

/** The ledgers of the pages that a step is about. */
export function ledgers({ uri, state, kernel }: Here, step: Step): string {
  const pages = pagesOf(step).flatMap((page) => pageIn(state, page) ?? []);
  const rest = pages.length - MAX_LISTED;
  const shown = pages.slice(0, MAX_LISTED).map((page) => ledger({ uri, state, kernel }, page));
  return paragraphs([...shown, rest > 0 ? `… and ${rest} more pages` : '']);
}

/** A state, and what is needed to speak of it. */
export interface Here {
  /** The document that links lead to. */
  readonly uri: string;
  readonly state: StateView;
  readonly kernel: Kernel;
}

/**
 * A page with every count as the sum of its named holders, each with a link to the line that took it, and what the
 * kernel's other questions would say of it now.
 */
export function ledger({ uri, state, kernel }: Here, page: PageView): string {
  const name = page.file === null ? page.kind : `${page.kind} \`${page.file}\``;
  const flags = pageFlags(page).map((flag) => `\`${flag}\``);
  const head = [`**${markedPage(page.page)}** (${name})`, ...flags].join(' · ');
  const holders = page.holders.map((holder) => `${holder.count} ${holder.by} (${lineLink(uri, holder.line)})`);
  const mappers = page.holders.filter(({ by }) => by.startsWith('pte '));
  const maps = mappers.map((holder) => `${holder.count} ${holder.by.slice('pte '.length)}`);
  return list([
    head,
    `\`page_count\` ${page.page_count} = ${sum(holders)}`,
    `\`mapcount\` ${page.mapcount} = ${sum(maps)}`,
    ...(page.pincount > 0
      ? [`\`pincount\` ${page.pincount}${page.order === 0 ? ' (the simulator’s own number on a small page)' : ''}`]
      : []),
    `now: ${pagePredicates(page, state, kernel).map(predicateText).join(' · ')}`,
  ]);
}

const QUESTIONS: Readonly<Record<Predicate['name'], readonly [yes: string, no: string]>> = {
  wp_reuse: ['a write fault reuses it', 'a write fault copies it'],
  ksm_merge: ['KSM can merge it', 'KSM cannot merge it'],
  migrate: ['it can be migrated', 'it cannot be migrated'],
  thp_split: ['it can be split', 'it cannot be split'],
  maybe_pinned: ['`maybe_pinned`', 'not `maybe_pinned`'],
};

function predicateText({ name, holds, because }: Predicate): string {
  return `${QUESTIONS[name][holds ? 0 : 1]} (${plain(because)})`;
}

function sum(terms: readonly string[]): string {
  const shown = terms.slice(0, MAX_LISTED).join(' + ');
  return terms.length === 0 ? '0' : terms.length > MAX_LISTED ? `${shown} + ${terms.length - MAX_LISTED} more` : shown;
}

/** Page-table entries as a list; says so where there are none. */
export function pageTable(uri: string, ptes: readonly PteView[]): string {
  if (ptes.length === 0) return 'No page-table entry.';
  const rows = ptes.slice(0, MAX_LISTED).map((pte) => {
    const flags =
      pteFlags(pte)
        .map((flag) => `\`${flag}\``)
        .join(' ') || 'read-only, clean';
    return `\`${pte.process} ${pte.address}\` → ${pte.page === null ? '' : `${glyphOf(pte.page)} `}${pteTarget(pte)} · ${flags} · ${lineLink(uri, pte.line)}`;
  });
  return list(ptes.length > MAX_LISTED ? [...rows, `… and ${ptes.length - MAX_LISTED} more`] : rows);
}

/** What a reference is and sees. */
export function referenceMarkdown(uri: string, ref: RefView): string {
  const kind = [ref.kind, ref.longterm ? 'longterm' : '', ref.kind === 'hold' ? '' : ref.write ? 'write' : 'read'];
  const charge = ref.memlock > 0 ? ` · ${ref.memlock} bytes of RLIMIT_MEMLOCK` : '';
  const pages = ref.pages.map(markedPage);
  const state = ref.coherent
    ? 'coherent: it sees what its process sees'
    : '**stale**: its process’s page table names another page';
  return list([
    `**${ref.name}** · ${kind.filter((word) => word !== '').join(' ')} · taken at \`${ref.process} ${ref.address}\` (${lineLink(uri, ref.line)})${charge}`,
    `sees ${sum(pages)}`,
    ...(ref.kind === 'hold' ? [] : [state]),
  ]);
}

/** Texts as paragraphs, empty ones left out. */
export function paragraphs(texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n\n');
}

/** The first text, and the others as a list below it. */
function list([first = '', ...items]: readonly string[]): string {
  return [first, ...items.map((item) => `- ${item}`)].join('\n');
}

/** A sentence in which nothing is taken for Markdown. Underscores stay: inside words they mean nothing. */
export function plain(sentence: string): string {
  return sentence.replace(/[\\`*<[\]|#]/g, '\\$&');
}
