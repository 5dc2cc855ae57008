import type { WarningCode } from '@cowscope/core';
import { WARNING_CODES } from '@cowscope/core';
import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { DiagnosticSeverity } from '../lsp.ts';
import { commentOf } from '../tokens.ts';
import { type ActionRequest, insertion, linesAbove, overlaps, quickFix } from './edit.ts';

/** Silences the warnings in the range with `# cow-ignore CODE`; errors cannot be silenced so. */
export function silences(request: ActionRequest): CodeAction[] {
  const { document, range, diagnostics } = request;
  const warnings = diagnostics.filter((diagnostic) => isWarning(diagnostic) && overlaps(diagnostic.range, range));
  return warnings.map((warning) =>
    quickFix(
      request,
      `Silence ${warning.code} here`,
      [ignoreEdit(document, warning.range.start.line, `${warning.code}`)],
      [warning],
    ),
  );
}

function isWarning({ code, severity }: Diagnostic): boolean {
  return severity !== DiagnosticSeverity.Error && WARNING_CODES.includes(code as WarningCode);
}

/** At the end of the line; above it where its comment says something else. */
function ignoreEdit(document: CowDocument, line: number, code: string): TextEdit {
  const text = document.lines[line] ?? '';
  const comment = commentOf(text);
  if (comment === '') return insertion(line, text.trimEnd().length, `  # cow-ignore ${code}`);
  if (/^(#|\/\/)\s*cow-ignore\s/.test(comment)) return insertion(line, text.trimEnd().length, ` ${code}`);
  return linesAbove(document, line, [`# cow-ignore ${code}`]);
}
