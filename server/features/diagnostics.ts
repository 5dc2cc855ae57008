import type { LanguageError, Related, Warning } from '@cowscope/core';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { CowDocument, KernelWarning } from '../document.ts';
import { groupBy } from '../group.ts';
import { codeLink } from '../links.ts';
import { toRange } from '../positions.ts';

/** The name under which editors list our diagnostics. */
export const SOURCE = 'cowscope';

/** What a diagnostic carries for the quick fixes: the right spelling of what stands at its range. */
export interface DiagnosticData {
  readonly fix?: string;
}

/**
 * All that is wrong with a document: language errors, what the shown kernel's run warns of, and the expectations that
 * failed on the other kernels of each scenario. In the order of scenarios, each diagnostic once.
 */
export function diagnostics(document: CowDocument): Diagnostic[] {
  const { program, uri } = document;
  const found = program.errors.map(fromError);
  for (const index of program.scenarios.keys()) {
    found.push(...document.kernelErrors(index).map(fromError));
    found.push(...scenarioWarnings(document, index).map((warning) => fromWarning(uri, warning)));
  }
  return distinct(found);
}

/** The warnings of all kernels of a scenario, equal ones taken together. */
function scenarioWarnings(document: CowDocument, index: number): readonly Warning[] {
  const { warnings, kernel } = document.trace(index);
  const checked = document.kernels(index);
  const others = document.otherKernels(index);
  const isChecked = checked.some(({ name }) => name === kernel.name);
  if (others.length === 0 && isChecked && checked.length === 1) return warnings;
  const own = warnings.filter(({ code }) => code !== 'expectation-failed' && code !== 'unmatched-on');
  const ofExpectations = warnings.filter((warning) => !own.includes(warning));
  const all = [...(isChecked ? ofExpectations.map((warning) => ({ kernel, warning })) : []), ...others];
  return [...own, ...merged(all, checked.length)];
}

/** Takes equal warnings of several kernels together; an `on` is unmatched only where it is on every kernel. */
function merged(warnings: readonly KernelWarning[], kernels: number): Warning[] {
  const groups = groupBy(warnings, ({ warning }) => `${warning.code} ${warning.line}:${warning.column} ${warning.message}`);
  return [...groups.values()].flatMap((group) => {
    const { warning } = group[0] as KernelWarning;
    if (warning.code === 'unmatched-on') return group.length === kernels ? [warning] : [];
    if (group.length === kernels) return [warning];
    return [{ ...warning, message: `on ${group.map(({ kernel }) => kernel.name).join(', ')}: ${warning.message}` }];
  });
}

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
