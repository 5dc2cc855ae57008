import {
  type NameUse,
  type Operation,
  type Scenario,
  type Statement,
  type StateView,
  type Trace,
  type Warning,
  wordDocumentation,
} from '@cowscope/core';
import type { Hover, Position } from 'vscode-languageserver';
import type { CowDocument, StatementPlace } from '../document.ts';
import {
  type Here,
  ledger,
  ledgers,
  pageTable,
  paragraphs,
  plain,
  referenceMarkdown,
  stepMarkdown,
} from '../markdown.ts';
import { nameAt } from '../names.ts';
import { PAGE_SIZE, pageAddress, pageIn, pteIn, referenceIn, stepOf, stepUpTo } from '../statements.ts';
import { type Token, tokenAt, tokensOf } from '../tokens.ts';
import { kernelDetail } from './kernels.ts';

/**
 * What stands at a position: for a statement what it did and why, for a process or an address the page table there, for
 * a reference what it sees, for any other word its meaning. Null in comments and blanks.
 */
export function hover(document: CowDocument, position: Position): Hover | null {
  const line = document.lines[position.line] ?? '';
  const token = tokenAt(line, position.character);
  if (token === undefined) return null;
  const place = document.statementAt(position);
  const text = place ? statementHover(document, place, position, token) : directiveHover(document, position, token);
  if (text === '') return null;
  const range = {
    start: { line: position.line, character: token.start },
    end: { line: position.line, character: token.end },
  };
  return { contents: { kind: 'markdown', value: text }, range };
}

/** Outside statements nothing has run: names and words have their meaning, a scenario its verdict. */
function directiveHover(document: CowDocument, position: Position, token: Token): string {
  const words = statementWords(document.lines[position.line] ?? '', token);
  const [directive = '', name = ''] = words;
  const isVersion = /^\d+\.\d+$/.test(token.text);
  if (directive === 'scenario')
    return paragraphs([verdictText(document, position), wordDocumentation(directive) ?? '']);
  if (directive === 'option') return wordDocumentation(token.text === directive ? directive : name) ?? '';
  if (isVersion) return versionText(token.text);
  const use = nameAt(document, position);
  if (use !== undefined) return nameHover(document, use);
  return wordDocumentation(token.text) ?? wordDocumentation(directive) ?? '';
}

/** The words of the statement that a word of a line stands in. */
function statementWords(line: string, token: Token): string[] {
  const words = tokensOf(line);
  const from = words.findLastIndex(({ text, start }) => start < token.start && isBreak(text)) + 1;
  const to = words.findIndex(({ text, start }) => start > token.start && isBreak(text));
  return words.slice(from, to === -1 ? undefined : to).map(({ text }) => text);
}

function isBreak(text: string): boolean {
  return text === ';' || text === '{' || text === '}';
}

function verdictText(document: CowDocument, position: Position): string {
  const { verdict, kernel } = document.trace(document.scenarioAt(position.line));
  return `**${verdict}** on ${kernel.name}`;
}

function versionText(version: string): string {
  const detail = kernelDetail(version);
  return detail === undefined ? '' : `**${version}** (kernel)${detail === '' ? '' : ` · ${detail}`}`;
}

function nameHover(document: CowDocument, name: NameUse): string {
  const range = name.space === 'address' ? document.program.scenarios[name.scenario]?.lets.get(name.name) : undefined;
  return `**${name.name}**: ${name.space}${range ? ` ${hex(range.address)}${range.pages > 1 ? ` x${range.pages}` : ''}` : ''}`;
}

function statementHover(document: CowDocument, place: StatementPlace, position: Position, token: Token): string {
  const trace = document.trace(place.scenario);
  const view = { document, place, trace, state: trace.stateAt(stepUpTo(trace, place.index)) };
  const { statement } = place;
  const isFirst = token.start === statement.column - 1;
  if (isFirst && statement.expectation === null) return paragraphs([stepHover(view), operationText(token.text)]);
  const space = isFirst ? undefined : spaceOf(view, position, token.text);
  if (space !== undefined) return nameInStatement(view, space, token.text);
  const address = addressOf(statement, token.text);
  if (address !== undefined) return addressHover(view, address);
  const isExpected =
    statement.expectation !== null || statement.outcomes.some(({ column }) => column <= token.start + 1);
  const meaning = wordDocumentation(token.text) ?? (/^\d+\.\d+$/.test(token.text) ? versionText(token.text) : '');
  const results = isExpected ? expectationTexts(trace, place.index) : [];
  return paragraphs([...results, meaning]) || stepHover(view);
}

/** The documentation of an operation, without what its word means elsewhere. */
function operationText(word: string): string {
  return (wordDocumentation(word) ?? '').split('\n\n**')[0] ?? '';
}

/** What kind of name a word of a statement is; undefined for other words. Only where it may be several does the parser decide. */
function spaceOf({ document, trace }: View, position: Position, word: string): NameUse['space'] | undefined {
  const { processes, references, files, lets } = trace.scenario;
  const spaces: NameUse['space'][] = [];
  if (processes.includes(word)) spaces.push('process');
  if (references.includes(word)) spaces.push('reference');
  if (files.includes(word)) spaces.push('file');
  if (lets.has(word)) spaces.push('address');
  if (trace.scenario.whatIfs.some(({ name }) => name === word)) spaces.push('kernel');
  const isSure = spaces.length === 0 || (spaces.length === 1 && wordDocumentation(word) === null);
  return isSure ? spaces[0] : nameAt(document, position)?.space;
}

/** What a hover in a statement looks at: the state after it. */
interface View {
  readonly document: CowDocument;
  readonly place: StatementPlace;
  readonly trace: Trace;
  readonly state: StateView;
}

function hereOf({ document, state, trace }: View): Here {
  return { uri: document.uri, state, kernel: trace.kernel };
}

/** The step of the statement; for an expectation what came of it. */
function stepHover({ document, place, trace, state }: View): string {
  const step = stepOf(trace, place.index);
  const warnings = trace.warnings.filter((warning) => isOn(warning, place.statement)).map(warningText);
  if (step === -1) return paragraphs([...expectationTexts(trace, place.index), ...warnings]) || notRun(trace);
  const ran = trace.steps[step];
  return paragraphs([
    stepMarkdown(trace, step),
    ...warnings,
    ran && ledgers(hereOf({ document, place, trace, state }), ran),
  ]);
}

function notRun(trace: Trace): string {
  return trace.stopped === null ? `Not checked on ${trace.kernel.name}.` : plain(trace.stopped);
}

function expectationTexts(trace: Trace, statement: number): string[] {
  const results = trace.expectations.filter((result) => result.statement === statement);
  return results.map(
    ({ text, holds, found }) =>
      `${plain(text)} **${holds ? 'holds' : 'failed'}** on ${trace.kernel.name}${found === '' ? '' : `: ${plain(found)}`}`,
  );
}

function isOn(warning: Warning, { line, column, endColumn }: Statement): boolean {
  return warning.line === line && warning.column >= column && warning.column < endColumn;
}

function warningText({ code, message }: Warning): string {
  return `**${code}**: ${plain(message)}`;
}

function nameInStatement(view: View, space: NameUse['space'], name: string): string {
  switch (space) {
    case 'process':
      return processHover(view, name);
    case 'reference':
      return referenceHover(view, name);
    case 'address':
      return addressHover(
        view,
        view.trace.scenario.lets.get(name)?.address ?? addressRange(view.place.statement)?.address ?? 0,
      );
    case 'file':
      return fileHover(view, name);
    case 'kernel':
      return kernelText(view.trace.scenario, name);
  }
}

/** What a what-if kernel changes. */
function kernelText({ whatIfs }: Scenario, name: string): string {
  const found = whatIfs.find((whatIf) => whatIf.name === name);
  return found
    ? `**${name}** (kernel): ${found.base} with ${found.changes.map((change) => change.join(' = ')).join(', ')}`
    : '';
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

function referenceHover({ document, trace, state, place }: View, name: string): string {
  const live =
    referenceIn(state, name) ?? referenceIn(trace.stateAt(Math.max(stepUpTo(trace, place.index) - 1, -1)), name);
  if (live === undefined) return `**${name}**: a reference, not held here.`;
  const released = referenceIn(state, name) === undefined ? 'Released by this statement.' : '';
  const pages = live.pages.slice(0, 4).flatMap((page) => pageIn(state, page) ?? []);
  return paragraphs([
    referenceMarkdown(document.uri, live),
    released,
    ...pages.map((page) => ledger(hereOf({ document, place, trace, state }), page)),
  ]);
}

/** The entry of the statement's process first, then those of the others, then the page behind it. */
function addressHover({ document, place, trace, state }: View, address: number): string {
  const own = processOf(place.statement.operation, trace.scenario) ?? processExpected(place.statement, trace.scenario);
  const names = [...new Set([own, ...state.processes.map((process) => process.name)])].filter(
    (name) => name !== undefined,
  );
  const ptes = names.flatMap((name) => pteIn(state, name, address) ?? []);
  const mine = own === undefined ? ptes[0] : pteIn(state, own, address);
  const mapping = state.mappings.find(
    (map) => map.process === own && Number(map.from) <= address && address <= Number(map.to),
  );
  const page = pageIn(state, mine?.page ?? null);
  const head = `**${hex(pageAddress(address))}**${own === undefined ? '' : ` in ${own}`}${mapping ? ` · ${mapping.shared ? 'shared' : 'private'} ${mapping.file === null ? 'anonymous' : `file \`${mapping.file}\``} ${mapping.protection}` : ' · not mapped'}`;
  return paragraphs([
    head,
    pageTable(document.uri, ptes),
    page && ledger(hereOf({ document, place, trace, state }), page),
  ]);
}

function fileHover(view: View, name: string): string {
  const pages = view.state.pages.filter((page) => page.file?.startsWith(`${name}+`));
  return paragraphs([
    `**${name}**: file, ${pages.length} pages in the page cache`,
    ...pages.slice(0, 4).map((page) => ledger(hereOf(view), page)),
  ]);
}

/** The address that a number in a statement means: one of its range; undefined where it is a value, a count, a version. */
function addressOf(statement: Statement, word: string): number | undefined {
  const first = /^(0x[0-9a-f_]+|[0-9][0-9_]*)/i.exec(word)?.[0];
  const range = addressRange(statement);
  if (first === undefined || range === undefined) return undefined;
  const number = Number(first.replaceAll('_', ''));
  const from = pageAddress(range.address);
  return number >= from && number < from + range.pages * PAGE_SIZE ? number : undefined;
}

function addressRange({ operation, expectation }: Statement): { address: number; pages: number } | undefined {
  if (operation !== null && 'range' in operation) return operation.range;
  if (expectation !== null && 'address' in expectation) return { address: expectation.address, pages: 1 };
  return undefined;
}

/** The process whose memory an operation is about. */
function processOf(operation: Operation | null, scenario: Scenario): string | undefined {
  if (operation === null) return undefined;
  if ('target' in operation) return scenario.processes[operation.target];
  return 'process' in operation ? scenario.processes[operation.process] : undefined;
}

function processExpected({ expectation }: Statement, scenario: Scenario): string | undefined {
  return expectation !== null && 'process' in expectation ? scenario.processes[expectation.process] : undefined;
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
