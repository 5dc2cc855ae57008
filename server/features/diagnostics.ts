import type { LanguageError, Related, Warning } from '@cowscope/core';
import type { Diagnostic } from 'vscode-languageserver';
import { annotationsOf } from '../annotations.ts';
import type { CowDocument } from '../document.ts';
import { groupBy } from '../group.ts';
import { codeLink } from '../links.ts';
import { DiagnosticSeverity } from '../lsp.ts';
import { toRange } from '../positions.ts';
import type { KernelWarning } from '../runs.ts';

/** The name under which editors list our diagnostics. */
export const SOURCE = 'cowscope';

/** What a diagnostic carries for the quick fixes: the right spelling of what stands at its range. */
export interface DiagnosticData {
  readonly fix?: string;
}

/**
 * All that is wrong with a document: language errors, what the shown kernel's run warns of, the expectations that failed
 * on the other kernels of each scenario, and where a machine that the user showed parts from the simulation. In the order
 * of scenarios, each diagnostic once.
 */
export function diagnostics(document: CowDocument): Diagnostic[] {
  const { program, uri } = document;
  const found = program.errors.map(fromError);
  for (const index of program.scenarios.keys()) {
    found.push(...scenarioWarnings(document, index).map((warning) => fromWarning(uri, warning)));
  }
  found.push(...(annotationsOf(document)?.diagnostics() ?? []));
  return distinct(found);
}

/** The warnings of the shown kernel, with the expectations that failed on any of the kernels they are checked on. */
function scenarioWarnings(document: CowDocument, index: number): readonly Warning[] {
  const { warnings, kernel } = document.trace(index);
  const others = document.failedElsewhere(index);
  const isChecked = document.kernels(index).some(({ name }) => name === kernel.name);
  if (others.length === 0 && isChecked) return warnings;
  const isFailure = ({ code }: Warning) => code === 'expectation-failed';
  const own = isChecked ? warnings.filter(isFailure).map((warning) => ({ kernel, warning })) : [];
  return [...warnings.filter((warning) => !isFailure(warning)), ...merged([...own, ...others])];
}

/** Failures that differ in their kernel alone are one, which names all kernels. */
function merged(failures: readonly KernelWarning[]): Warning[] {
  const withoutKernel = ({ kernel, warning }: KernelWarning) =>
    warning.message.replace(` on ${kernel.name}`, ON_KERNELS);
  const groups = groupBy(
    failures,
    (failure) => `${failure.warning.line}:${failure.warning.column} ${withoutKernel(failure)}`,
  );
  return [...groups.values()].map((group) => {
    const first = group[0] as KernelWarning;
    const names = group.map(({ kernel }) => kernel.name).join(', ');
    return { ...first.warning, message: withoutKernel(first).replace(ON_KERNELS, ` on ${names}`) };
  });
}

/** Stands for the kernel in a message; no message holds it. */
const ON_KERNELS = ' on \0';

function fromError(error: LanguageError): Diagnostic {
  const { code, message, fix } = error;
  const data: DiagnosticData | undefined = fix === undefined ? undefined : { fix };
  return {
    range: toRange(error),
    severity: DiagnosticSeverity.Error,
    code,
    codeDescription: { href: codeLink(code) },
    source: SOURCE,
    message,
    ...(data && { data }),
  };
}

function fromWarning(uri: string, warning: Warning): Diagnostic {
  const { code, message, related } = warning;
  return {
    range: toRange(warning),
    severity: severityOf(warning),
    code,
    codeDescription: { href: codeLink(code) },
    source: SOURCE,
    message,
    ...(related.length > 0 && { relatedInformation: related.map((place) => relatedAt(uri, place)) }),
  };
}

function relatedAt(uri: string, related: Related): NonNullable<Diagnostic['relatedInformation']>[number] {
  return { location: { uri, range: toRange(related) }, message: related.message };
}

function severityOf({ severity }: Warning): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}

/** What stands before the first scenario is run in each: its diagnostics would come as often. */
function distinct(all: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return all.filter(({ range, code, message }) => {
    const key = `${range.start.line}:${range.start.character} ${code} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
