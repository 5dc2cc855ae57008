import { scopeAt, signatureAt } from '@cowscope/core';
import type { Position, SignatureHelp } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

/** The forms of the operation that the position stands in, and which operand comes next; null elsewhere. */
export function signatureHelp(document: CowDocument, { line, character }: Position): SignatureHelp | null {
  const help = signatureAt(
    document.lines[line] ?? '',
    character + 1,
    scopeAt(document.program, line + 1, character + 1),
  );
  if (help === null) return null;
  const { activeSignature, activeParameter, documentation } = help;
  const signatures = help.signatures.map(({ label, parameters }) => ({
    label,
    documentation: { kind: 'markdown' as const, value: documentation },
    parameters: parameters.map(([start, end]) => ({ label: [start, end] as [number, number] })),
  }));
  return { signatures, activeSignature, activeParameter };
}
