/** What the editor can say and propose at a place of the text. Pure: from a program and its lines to plain items. */
import { wordItems } from './completion-items.ts';
import { directiveSlots } from './directive-slots.ts';
import { DIRECTIVES } from './directives.ts';
import { OPERATIONS, type OperationRow } from './operations.ts';
import { type Scope, scopeAt } from './parse.ts';
import { contextAt, type Slot, type StatementContext, tailSlots, walkForm } from './position.ts';
import type { Program } from './program.ts';
import { operandText, signatureText } from './signature.ts';
import { SNIPPETS } from './snippets.ts';
import { unreachable } from './unreachable.ts';
import { wordDocumentation } from './word-documentation.ts';

export { type Scope, scopeAt } from './parse.ts';
export { wordDocumentation } from './word-documentation.ts';

/** What a proposal is. */
export type CompletionKind =
  | 'operation'
  | 'directive'
  | 'process'
  | 'reference'
  | 'address'
  | 'file'
  | 'kernel'
  | 'switch'
  | 'value'
  | 'flag'
  | 'outcome'
  | 'attribute'
  | 'option'
  | 'keyword'
  | 'snippet';

/** One proposal. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label. */
  readonly detail: string;
  /** Markdown; empty where there is nothing to say. */
  readonly documentation: string;
  /** What is inserted in place of the word at the cursor; with `${1:…}` fields where `snippet` is true. */
  readonly insertText: string;
  readonly snippet: boolean;
}

/** Where the word that a proposal replaces starts: column from 1. */
export function completionStart(lines: readonly string[], line: number, column: number): number {
  return column - (contextAt(lines[line - 1] ?? '', column)?.prefix.length ?? 0);
}

/**
 * What may stand at a place (line and column from 1), the likeliest first. Everything that the grammar allows there is
 * proposed, whatever the word at the cursor: editors filter. Empty inside comments and titles.
 */
export function complete(program: Program, lines: readonly string[], line: number, column: number): CompletionItem[] {
  const context = contextAt(lines[line - 1] ?? '', column);
  if (context === null) return [];
  if (context.tokens.length === 0) return statementStarts();
  const scope = scopeAt(program, line, column);
  const items = slotsAt(context, scope).flatMap((slot) => itemsOf(slot, scope));
  const seen = new Set<string>();
  return items.filter(({ label }) => !seen.has(label) && seen.add(label));
}

function statementStarts(): CompletionItem[] {
  const operations = Object.values(OPERATIONS).map((row: OperationRow) => wordItem(row.word, 'operation', row.doc));
  const directives = DIRECTIVES.map((word) => wordItem(word, 'directive', ''));
  const snippets = SNIPPETS.map(
    ({ name, doc, body }): CompletionItem => ({
      label: name,
      kind: 'snippet',
      detail: doc,
      documentation: `\`\`\`cow\n${body}\n\`\`\``,
      insertText: `${body.replace(/[$}\\]/g, '\\$&')}\n$0`,
      snippet: true,
    }),
  );
  return [...operations, ...directives, ...snippets];
}

function wordItem(label: string, kind: CompletionKind, detail: string): CompletionItem {
  return { label, kind, detail, documentation: wordDocumentation(label) ?? '', insertText: label, snippet: false };
}

/** Everything that may stand after the statement's tokens. */
function slotsAt({ tokens }: StatementContext, scope: Scope): readonly Slot[] {
  const [first, ...rest] = tokens;
  const word = first?.image ?? '';
  if (!Object.hasOwn(OPERATIONS, word)) return directiveSlots(word, rest, scope);
  const row: OperationRow = OPERATIONS[word as keyof typeof OPERATIONS];
  const arrow = rest.findIndex((token) => token.image === '=>');
  if (arrow >= 0) return tailSlots(rest.slice(arrow + 1), row.outcomes);
  return row.forms
    .filter((form) => mayBe(form[0]?.role, rest[0]?.image, scope))
    .flatMap((form) => walkForm(form, rest).slots);
}

/** Whether a first name can stand in that role; every form may while no name stands. */
function mayBe(role: string | undefined, name: string | undefined, scope: Scope): boolean {
  if (name === undefined) return true;
  const isReference = scope.references.some((reference) => reference.name === name);
  return role === 'reference' ? isReference : !isReference;
}

function itemsOf(slot: Slot, scope: Scope): CompletionItem[] {
  switch (slot.kind) {
    case 'process':
      return scope.processes.map((name) => ({ ...wordItem(name, 'process', 'process'), documentation: '' }));
    case 'reference':
      return scope.references.map(({ name, taken }) => ({ ...wordItem(name, 'reference', taken), documentation: '' }));
    case 'address':
      return addressItems(scope);
    case 'file':
      return scope.files.map((name) => ({ ...wordItem(name, 'file', 'file'), documentation: '' }));
    case 'words':
      return wordItems(slot.what, slot.words, scope);
    case 'value':
      return [];
    case 'offset':
      return [
        {
          label: '+OFFSET',
          kind: 'keyword',
          detail: 'bytes from the first one',
          documentation: '',
          insertText: '+$1',
          snippet: true,
        },
      ];
    case 'number':
    case 'new_name':
    case 'title':
      return [];
    default:
      return unreachable(slot);
  }
}

function addressItems({ lets, pages }: Scope): CompletionItem[] {
  const named = [...lets].map(([name, { address }]) => ({
    ...wordItem(name, 'address', hex(address)),
    documentation: '',
  }));
  const known = pages.length > 0 ? pages : [0x1000];
  return [
    ...named,
    ...known.slice(0, 100).map((page) => ({ ...wordItem(hex(page), 'address', 'page'), documentation: '' })),
  ];
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** One way to write the operation. */
export interface Signature {
  readonly label: string;
  /** Start and end of each operand within `label`, from 0. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
}

/** The signatures of the operation at a place, and which operand comes next. */
export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  readonly activeSignature: number;
  /** Index of the operand; beyond the last where all are written. */
  readonly activeParameter: number;
  readonly documentation: string;
}

/**
 * Help on the operation that the cursor (column from 1) stands in; null outside operations and in comments. The scope
 * tells processes from references where an operation takes either.
 */
export function signatureAt(lineText: string, column: number, scope: Scope | null = null): SignatureHelp | null {
  const context = contextAt(lineText, column);
  const [first, ...rest] = context?.tokens ?? [];
  if (first === undefined || !Object.hasOwn(OPERATIONS, first.image) || rest.some((token) => token.image === '=>'))
    return null;
  const row: OperationRow = OPERATIONS[first.image as keyof typeof OPERATIONS];
  const walks = row.forms.map((form) => walkForm(form, rest));
  const fits = row.forms.findIndex((form, i) => {
    const room = (walks[i]?.operand ?? 0) < form.length;
    return room && (scope === null || mayBe(form[0]?.role, rest[0]?.image, scope));
  });
  const activeSignature = Math.max(0, fits);
  return {
    signatures: row.forms.map((form) => signature(row, form)),
    activeSignature,
    activeParameter: walks[activeSignature]?.operand ?? 0,
    documentation: row.doc,
  };
}

function signature(row: OperationRow, form: OperationRow['forms'][number]): Signature {
  let at = row.word.length;
  const parameters = form.map((operand) => {
    const start = at + 1;
    at = start + operandText(operand).length;
    return [start, at] as const;
  });
  return { label: signatureText(row, form), parameters };
}
