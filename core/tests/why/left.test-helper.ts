/**
 * What a scenario leaves behind, all of it that can be seen: each entry, page, slot, reference and mapping as a short
 * line. What is as it is at the start of a process goes unsaid: a mapping that is private, anonymous and rw; a page of
 * a single entry without further holders.
 */
import { type Kernel, kernelNamed, kernelsFor, parseProgram, runScenario, type StateView } from '../../index.ts';
import { viewState } from '../../machine/view.ts';
import type { WhyRow } from './check.test-helper.ts';

/** The line of a row below which stands what the scenario leaves. */
export const LEAVES = 'leaves';

type Pte = StateView['ptes'][number];
type Page = StateView['pages'][number];
type Ref = StateView['refs'][number];

/** The names of those that are set. */
function set(flags: Readonly<Record<string, boolean | null>>): string {
  const names = Object.entries(flags).filter(([, on]) => on === true);
  return names.map(([name]) => ` ${name}`).join('');
}

function pteText(pte: Pte): string {
  const { state, page, slot, pmd, writable, dirty, soft_dirty, uffd_wp, protnone, swap_exclusive, exclusive, line } =
    pte;
  const target = state === 'present' ? `page ${page}` : state === 'swap' ? `slot ${slot}` : `${state} ${page}`;
  return `${target}${set({ pmd, writable, dirty, soft_dirty, uffd_wp, protnone, swap_exclusive, exclusive })}, line ${line ?? 'start'}`;
}

/** Entries of a huge page that differ in nothing but their place are one line. */
function pteLines(ptes: readonly Pte[]): string[] {
  const runs: { first: Pte; last: Pte; text: string }[] = [];
  for (const pte of ptes) {
    const text = pteText(pte);
    const run = runs.at(-1);
    const follows =
      run !== undefined &&
      run.text === text &&
      run.first.process === pte.process &&
      pte.state !== 'swap' &&
      pte.sub === run.last.sub + 1 &&
      Number(pte.address) === Number(run.last.address) + 4096;
    if (follows) run.last = pte;
    else runs.push({ first: pte, last: pte, text });
  }
  return runs.map(({ first, last, text }) => {
    const part = first.sub > 0 || last.sub > 0 ? ` parts ${first.sub}-${last.sub}` : '';
    return `${first.process} ${first.address}${last === first ? '' : `-${last.address}`} ${text}${part}`;
  });
}

function pageText(page: Page): string {
  const { kind, order, page_count, mapcount, pincount, exclusive, locked, isolated, writeback, maybe_pinned } = page;
  const held = page.holders
    .filter(({ by }) => !/^(pte|pmd) /.test(by))
    .map(({ by, count, line }) => `${by}${count === 1 ? '' : ` x${count}`}${line === null ? '' : ` line ${line}`}`);
  const bytes = Object.entries(page.bytes).map(([offset, value]) => `${offset}=${value}`);
  const flags = set({ exclusive, locked, isolated, writeback, maybe_pinned });
  return [
    `page ${page.page} ${kind}${order > 0 ? ` order ${order}` : ''} ${page_count}/${mapcount}${flags}`,
    ...(pincount > 0 ? [`pincount ${pincount}`] : []),
    ...(page.lru || kind === 'zero' ? [] : ['off the LRU']),
    ...(page.file === null ? [] : [page.file]),
    ...held,
    ...bytes,
  ].join(', ');
}

function refText({ name, kind, write, longterm, coherent, process, address, pages, memlock }: Ref): string {
  const which = pages.length > 4 ? `${pages.length} pages` : ['page', ...pages].join(' ');
  const charged = memlock > 0 ? `, memlock ${memlock}` : '';
  return `${name} ${kind}${set({ write, longterm, coherent })} of ${process} ${address}, ${which}${charged}`;
}

function othersOf({ processes, slots, refs, mappings }: StateView): string[] {
  const lines: string[] = [];
  for (const { name, alive, cpu, has_pinned, blocked } of processes) {
    const said = set({ gone: !alive, has_pinned, blocked, 'CPU 1': cpu === 1 });
    if (said !== '') lines.push(`${name}${said}`);
  }
  for (const { slot, count, page, bytes } of slots.slice(0, 8))
    lines.push([`slot ${slot} ${count}`, page === null ? 'out' : `page ${page}`, ...Object.values(bytes)].join(', '));
  for (const ref of refs) lines.push(refText(ref));
  const mapped = new Set(mappings.map(({ process }) => process)).size;
  for (const { process, from, to, shared, file, protection, soft_dirty_tracking, flags } of mappings) {
    const words = [shared ? 'shared' : '', file ?? '', protection === 'rw' ? '' : protection, ...flags];
    const text = [...words, soft_dirty_tracking ? 'tracked' : ''].filter((word) => word !== '').join(' ');
    if (text !== '' || mappings.length > mapped) lines.push(`${process} ${from}-${to} ${text}`.trimEnd());
  }
  return lines;
}

/** A state, a line for each thing in it. */
export function stateLines(view: StateView): string[] {
  const pages = view.pages.map(pageText);
  return [...pteLines(view.ptes), ...pages, ...othersOf(view)];
}

/** What a row's scenario really leaves. Throws for a text with errors. */
export function leftBy({ kernel: name, cow }: WhyRow): string[] {
  const { scenarios, errors } = parseProgram(cow);
  const scenario = scenarios[0];
  if (!scenario || errors.length > 0) throw new Error(`${cow}: ${errors[0]?.message}`);
  const kernel: Kernel | undefined = kernelNamed(name) ?? kernelsFor(scenario).kernels.find((one) => one.name === name);
  if (!kernel) throw new Error(`no kernel is called ${name}`);
  let lines: string[] = [];
  runScenario(scenario, kernel, {
    onStep: (m) => {
      lines = stateLines(viewState(m));
    },
  });
  return lines;
}
