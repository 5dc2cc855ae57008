/** Expectations with their names resolved: what stands after `=>`, `expect` and `on`. */
import { type KernelPattern, parsePattern } from '../kernel/index.ts';
import type { Lookup } from './lookup.ts';
import type { Expectation, OnClause, OutcomeAlternative } from './program.ts';
import type { ExpectForm, OnTerm, OperationPiece, PatternTerm } from './syntax.ts';
import { unreachable } from './unreachable.ts';

/** The alternatives after `=>`; null, with an error, where an `on` names no kernel. */
export function resolveAlternatives(
  piece: OperationPiece,
  lookup: Lookup,
  whatIfs: readonly string[],
): OutcomeAlternative[] | null {
  const alternatives: OutcomeAlternative[] = [];
  for (const term of piece.alternatives) {
    const on = term.on === null ? null : resolveOn(term.on, lookup, whatIfs);
    if (on === undefined) return null;
    alternatives.push({
      line: lookup.line,
      column: term.column,
      endColumn: term.endColumn,
      outcome: term.outcome,
      value: term.value,
      on,
    });
  }
  return alternatives;
}

/** An `on` with its meaning; undefined, with an error, where an element names no kernel. */
export function resolveOn(term: OnTerm, lookup: Lookup, whatIfs: readonly string[]): OnClause | undefined {
  const patterns: KernelPattern[] = [];
  for (const element of term.terms) {
    const pattern = element.pattern ?? resolvePattern(element, lookup, whatIfs);
    if (pattern === null) return undefined;
    patterns.push(pattern);
  }
  return { line: lookup.line, column: term.column, endColumn: term.endColumn, patterns };
}

function resolvePattern(element: PatternTerm, lookup: Lookup, whatIfs: readonly string[]): KernelPattern | null {
  const result = parsePattern(element.text, whatIfs);
  if ('pattern' in result) {
    lookup.use(element, 'kernel', 'use', -1);
    return result.pattern;
  }
  const [error] = result.errors;
  return lookup.wrong(
    'unknown-kernel',
    element,
    error?.message ?? 'This names no kernel',
    wholeFix(element.text, error?.fix),
  );
}

/** What an `expect` asks, its names resolved; null, with an error, where it asks nothing. */
export function resolveExpectation(form: ExpectForm, lookup: Lookup): Expectation | null {
  switch (form.kind) {
    case 'verdict':
      return { kind: 'verdict', verdict: form.verdict };
    case 'coherent': {
      const reference = lookup.reference(form.reference, lookup.names.get(form.reference.text), 0);
      return reference < 0 ? null : { kind: 'coherent', stale: form.stale, reference };
    }
    case 'reference': {
      const reference = lookup.reference(form.reference, lookup.names.get(form.reference.text), form.offset);
      return reference < 0 ? null : { kind: 'reference', reference, offset: form.offset, items: form.items };
    }
    case 'page': {
      const at = lookup.page(form.process, form.address);
      return at && { kind: 'page', ...at, items: form.items };
    }
    case 'same': {
      const at = lookup.page(form.process, form.address);
      const other = at && lookup.page(form.process2, form.address2);
      return other && { kind: 'same', differs: form.differs, ...at, process2: other.process, address2: other.address };
    }
    case 'error':
      lookup.error(form.error);
      return null;
    default:
      return unreachable(form);
  }
}

/** The fix of an `on` element: the kernel's name in place of the word that names none. */
function wholeFix(text: string, fix: string | undefined): string | undefined {
  if (fix === undefined) return undefined;
  const [, sign = ''] = /^([<>]=?\s*)/.exec(text) ?? [];
  return text.includes('..') ? undefined : sign + fix;
}
