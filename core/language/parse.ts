/** Text → program: lines from the cache, scenarios split, each resolved. Never throws, whatever the text. */
import { LineCache } from './cache.ts';
import { type KernelLine, readKernelLines } from './kernel-lines.ts';
import type { Budget } from './lookup.ts';
import type { AddressRange } from './operations.ts';
import type { LanguageError, NameUse, Program, Scenario, Statement } from './program.ts';
import { newBudget, Resolver, tooMany } from './resolve.ts';
import type { LineError, ParsedLine, Piece } from './syntax.ts';

export { LineCache } from './cache.ts';

/** A place between pieces: of the line with index `line`, the piece with index `piece`. */
interface Place {
  readonly line: number;
  readonly piece: number;
}

/** The pieces of one scenario, or those before the first: from `from` up to but not at `to`. */
interface Segment {
  readonly title: string | null;
  readonly from: Place;
  to: Place;
  readonly kernelLines: KernelLine[];
}

/** A text cut into scenarios. */
interface Source {
  readonly lines: readonly ParsedLine[];
  /** What stands before the first `scenario`; null where the text has none. */
  readonly before: Segment | null;
  readonly segments: readonly Segment[];
}

const SOURCES = new WeakMap<Program, Source>();

/** The lines of a text: they end at LF, CRLF or CR and at nothing else; a BOM is skipped. */
export function splitLines(text: string): string[] {
  const clean = withoutBom(text);
  return clean.includes('\r') ? clean.split(/\r\n|\n|\r/) : clean.split('\n');
}

function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * Parses a text, given whole or as lines without their breaks. Every bad statement gives one error and is left out.
 * With a cache, lines that it knows are not parsed again; the result is the same.
 */
export function parseProgram(text: string | readonly string[], cache: LineCache = new LineCache()): Program {
  const texts = typeof text === 'string' ? splitLines(text) : text;
  const lines: ParsedLine[] = new Array(texts.length);
  const special: number[] = [];
  for (let i = 0; i < texts.length; i++) {
    const line = cache.get(i === 0 ? withoutBom(texts[0] as string) : (texts[i] as string));
    lines[i] = line;
    if (line.special) special.push(i);
  }
  const source = cutScenarios(lines, special);
  const ignores = ignoresOf(lines, special);
  const errors: LanguageError[] = [];
  const scenarios = resolveAll(source, { errors, ignores, names: null, previous: cache.previous });
  cache.previous = scenarios.map(({ statements }) => statements);
  let names: readonly NameUse[] | undefined;
  const program: Program = {
    scenarios,
    errors: silence(errors, ignores),
    get names() {
      names ??= namesOf(source);
      return names;
    },
  };
  SOURCES.set(program, source);
  return program;
}

/** Cuts at the `scenario` statements, which stand in the lines with the indices `special`. */
function cutScenarios(lines: readonly ParsedLine[], special: readonly number[]): Source {
  let current: Segment = {
    title: null,
    from: { line: 0, piece: 0 },
    to: { line: lines.length, piece: 0 },
    kernelLines: [],
  };
  const segments = [current];
  for (const line of special) {
    const { pieces } = lines[line] as ParsedLine;
    for (let piece = 0; piece < pieces.length; piece++) {
      const found = pieces[piece] as Piece;
      if (found.kind === 'kernel' || found.kind === 'whatif')
        current.kernelLines.push({ line: line + 1, piece: found });
      if (found.kind !== 'scenario') continue;
      current.to = { line, piece };
      current = { title: found.title, from: { line, piece }, to: { line: lines.length, piece: 0 }, kernelLines: [] };
      segments.push(current);
    }
  }
  if (segments.length === 1) return { lines, before: null, segments };
  return { lines, before: segments[0] as Segment, segments: segments.slice(1) };
}

/** Code → lines on which a comment silences it: the comment's own line, or the next where it stands alone. */
function ignoresOf(lines: readonly ParsedLine[], special: readonly number[]): Map<string, Set<number>> {
  const ignores = new Map<string, Set<number>>();
  for (const i of special) {
    const line = lines[i] as ParsedLine;
    if (line.ignores === null) continue;
    const number = line.pieces.length > 0 ? i + 1 : i + 2;
    for (const code of line.ignores) {
      const known = ignores.get(code);
      if (known) known.add(number);
      else ignores.set(code, new Set([number]));
    }
  }
  return ignores;
}

function silence(errors: LanguageError[], ignores: ReadonlyMap<string, ReadonlySet<number>>): LanguageError[] {
  const kept = ignores.size === 0 ? errors : errors.filter((error) => !ignores.get(error.code)?.has(error.line));
  return kept.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Where the results of a whole text go, and what of the text before may be used again. */
interface Gathered {
  readonly errors: LanguageError[];
  readonly ignores: Scenario['ignores'];
  readonly names: NameUse[] | null;
  /** The statements of the program before, by scenario. */
  readonly previous: readonly (readonly Statement[])[];
}

function resolveAll(source: Source, into: Gathered): Scenario[] {
  const budget = newBudget();
  return source.segments.map((_, index) => resolveScenario(source, index, budget, into));
}

function resolveScenario(source: Source, index: number, budget: Budget, into: Gathered): Scenario {
  const segment = source.segments[index] as Segment;
  const { errors, ignores, names } = into;
  // What stands before the first scenario is read again for each; its errors are told once.
  const firstLine = index === 0 ? 0 : segment.from.line + 1;
  const report = (line: number, error: LineError) => {
    if (line >= firstLine) errors.push({ ...error, line });
  };
  const kernels = readKernelLines(source.before?.kernelLines ?? [], segment.kernelLines, report);
  const sink = names && ((use: Omit<NameUse, 'scenario'>) => void names.push({ ...use, scenario: index }));
  const resolver = new Resolver(budget, kernels.names, report, sink, into.previous[index]);
  if (!budget.exceeded) {
    if (source.before) feed(source.lines, source.before.from, source.before.to, resolver);
    // The statement that was one too many stands before the first scenario, where this scenario's errors are not told.
    if (budget.exceeded && index > 0) report(segment.from.line + 1, tooMany(scenarioPiece(source, segment)));
    feed(source.lines, segment.from, segment.to, resolver);
  }
  resolver.end();
  const { statements, initialPages } = withinPageLimit(resolver, report);
  return {
    title: segment.title,
    line: segment.from.line + 1,
    endLine: Math.max(segment.from.line + 1, segment.to.piece > 0 ? segment.to.line + 1 : segment.to.line),
    statements,
    processes: resolver.lookup.names.processes,
    references: resolver.lookup.names.references,
    files: resolver.lookup.files,
    initialPages,
    options: resolver.options,
    kernelWords: kernels.words,
    whatIfs: kernels.whatIfs,
    lets: resolver.lookup.lets,
    ignores,
  };
}

function scenarioPiece(source: Source, { from }: Segment): Piece {
  return source.lines[from.line]?.pieces[from.piece] as Piece;
}

function feed(lines: readonly ParsedLine[], from: Place, to: Place, resolver: Resolver): void {
  for (let line = from.line; line <= to.line && line < lines.length; line++) {
    const { pieces } = lines[line] as ParsedLine;
    const end = line === to.line ? to.piece : pieces.length;
    for (let piece = line === from.line ? from.piece : 0; piece < end; piece++)
      resolver.read(pieces[piece] as Piece, line + 1);
  }
}

function withinPageLimit(
  resolver: Resolver,
  report: (line: number, error: LineError) => void,
): Pick<Scenario, 'statements' | 'initialPages'> {
  const initialPages = resolver.pages.initial();
  if (initialPages !== null) return { statements: resolver.statements, initialPages };
  const { kept, dropped, pages } = resolver.pages.split(resolver.statements);
  for (const { line, column, endColumn } of dropped) {
    report(line, {
      column,
      endColumn,
      code: 'limit',
      message: 'A scenario has at most 65,536 pages; name fewer, or map them with mmap',
    });
  }
  return { statements: kept, initialPages: pages };
}

/** What is alive at a place: everything that completion may propose there. */
export interface Scope {
  /** Index into `Program.scenarios`; 0 before the first. */
  readonly scenario: number;
  /** The processes that have not exited. */
  readonly processes: readonly string[];
  /** The references that are held, each with the statement that took it. */
  readonly references: readonly { readonly name: string; readonly taken: string }[];
  readonly lets: ReadonlyMap<string, AddressRange>;
  readonly files: readonly string[];
  /** Names of the what-if kernels. */
  readonly whatIfs: readonly string[];
  /** Page-aligned addresses that the scenario names up to here, ascending. */
  readonly pages: readonly number[];
}

const EMPTY_SCOPE: Scope = {
  scenario: 0,
  processes: ['p1'],
  references: [],
  lets: new Map(),
  files: [],
  whatIfs: [],
  pages: [],
};

/** What is alive before the statement at a place (line and column from 1) of a program that `parseProgram` gave. */
export function scopeAt(program: Program, line: number, column: number): Scope {
  const source = SOURCES.get(program);
  if (source === undefined) return EMPTY_SCOPE;
  const at = source.segments.findLastIndex(
    ({ from }) => from.line < line - 1 || (from.line === line - 1 && startsBefore(source, from, column)),
  );
  const segment = source.segments[at];
  const before = source.before;
  const kernels = readKernelLines(before?.kernelLines ?? [], segment?.kernelLines ?? [], () => {});
  const resolver = new Resolver(newBudget(), kernels.names, () => {}, null);
  const end = placeBefore(source.lines, line, column);
  if (before) feed(source.lines, before.from, segment ? before.to : end, resolver);
  if (segment) feed(source.lines, segment.from, end, resolver);
  return scopeOf(Math.max(0, at), resolver, kernels.names);
}

function startsBefore(source: Source, from: Place, column: number): boolean {
  return (source.lines[from.line]?.pieces[from.piece]?.column ?? 0) <= column;
}

/** The place after the last piece that ends before the cursor and does not touch it. */
function placeBefore(lines: readonly ParsedLine[], line: number, column: number): Place {
  const piece = lines[line - 1]?.pieces.findIndex(({ endColumn }) => endColumn >= column) ?? 0;
  return { line: line - 1, piece: piece < 0 ? (lines[line - 1]?.pieces.length ?? 0) : piece };
}

function scopeOf(scenario: number, resolver: Resolver, whatIfs: readonly string[]): Scope {
  const taken: string[] = [];
  for (const { operation, text, times } of resolver.statements) {
    if (operation === null || !('reference' in operation) || !('process' in operation)) continue;
    for (let i = 0; i < times; i++) taken[operation.reference + i] = text;
  }
  const held = resolver.lookup.names.references
    .map((name, id) => ({ name, id }))
    .filter(({ id }) => !resolver.lookup.names.isReleased(id));
  return {
    scenario,
    processes: resolver.lookup.names.aliveNames('process'),
    references: held.map(({ name, id }) => ({ name, taken: taken[id] ?? '' })),
    lets: resolver.lookup.lets,
    files: resolver.lookup.files,
    whatIfs,
    pages: resolver.pages.named(),
  };
}

function namesOf(source: Source): NameUse[] {
  const names: NameUse[] = [];
  resolveAll(source, { errors: [], ignores: new Map(), names, previous: [] });
  return names;
}
