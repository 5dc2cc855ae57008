/** Hovers on the names in a statement: processes, references, addresses, files, kernels. */
import type { NameUse, StateView } from '@cowscope/core';
import { ledger, pageTable, paragraphs, referenceMarkdown } from '../markdown.ts';
import { pageAddress, pageIn, pteIn, referenceIn, stepUpTo } from '../statements.ts';
import { kernelText } from './directive.ts';
import { rangesOf, subjectOf } from './operands.ts';
import { hereOf, hex, type View } from './view.ts';

/** What a name of that kind stands for after the statement. */
export function nameInStatement(view: View, space: NameUse['space'], name: string): string {
  switch (space) {
    case 'process':
      return processHover(view, name);
    case 'reference':
      return referenceHover(view, name);
    case 'address':
      return addressHover(view, addressNamed(view, name));
    case 'file':
      return fileHover(view, name);
    case 'kernel':
      return kernelText(view.trace.scenario, name);
  }
}

function addressNamed({ trace, place }: View, name: string): number {
  return trace.scenario.lets.get(name)?.address ?? rangesOf(place.statement)[0]?.address ?? 0;
}

/** The page table of a process, with what stands at the statement's own address first. */
function processHover({ document, state }: View, name: string): string {
  const process = state.processes.find((candidate) => candidate.name === name);
  const ptes = state.ptes.filter((pte) => pte.process === name);
  const notes = process
    ? [process.alive ? 'alive' : 'dead', process.has_pinned ? 'has used FOLL_PIN' : '', process.blocked ? 'waits' : '']
    : ['not there yet'];
  const head = [`**${name}**: process`, ...notes.filter((note) => note !== '')].join(' · ');
  return paragraphs([head, pageTable(document.uri, ptes)]);
}

function referenceHover(view: View, name: string): string {
  const { document, trace, state, place } = view;
  const live =
    referenceIn(state, name) ?? referenceIn(trace.stateAt(Math.max(stepUpTo(trace, place.index) - 1, -1)), name);
  if (live === undefined) return `**${name}**: a reference, not held here.`;
  const released = referenceIn(state, name) === undefined ? 'Released by this statement.' : '';
  const pages = live.pages.slice(0, 4).flatMap((page) => pageIn(state, page) ?? []);
  return paragraphs([
    referenceMarkdown(document.uri, live),
    released,
    ...pages.map((page) => ledger(hereOf(view), page)),
  ]);
}

/** The entry of the statement's process first, then those of the others, then the page behind it. */
export function addressHover(view: View, address: number): string {
  const { document, place, trace, state } = view;
  const own = subjectOf(place.statement, trace.scenario);
  const names = [...new Set([own, ...state.processes.map((process) => process.name)])].filter(
    (name) => name !== undefined,
  );
  const ptes = names.flatMap((name) => pteIn(state, name, address) ?? []);
  const mine = own === undefined ? ptes[0] : pteIn(state, own, address);
  const page = pageIn(state, mine?.page ?? null);
  const where = `**${hex(pageAddress(address))}**${own === undefined ? '' : ` in ${own}`}`;
  return paragraphs([
    `${where} · ${mappingText(state, own, address)}`,
    pageTable(document.uri, ptes),
    page && ledger(hereOf(view), page),
  ]);
}

/** `private anonymous rw`: what the mapping at an address is. */
function mappingText({ mappings }: StateView, process: string | undefined, address: number): string {
  const found = mappings.find(
    (map) => map.process === process && Number(map.from) <= address && address <= Number(map.to),
  );
  if (found === undefined) return 'not mapped';
  const backing = found.file === null ? 'anonymous' : `file \`${found.file}\``;
  return [found.shared ? 'shared' : 'private', backing, found.protection].join(' ');
}

function fileHover(view: View, name: string): string {
  const pages = view.state.pages.filter((page) => page.file?.startsWith(`${name}+`));
  return paragraphs([
    `**${name}**: file, ${pages.length} pages in the page cache`,
    ...pages.slice(0, 4).map((page) => ledger(hereOf(view), page)),
  ]);
}
