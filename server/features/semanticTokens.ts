import type { NameUse } from '@cowscope/core';
import type { Range, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { namesInOrder } from '../names.ts';
import { firstOnLine } from '../statements.ts';

/** Standard types, so that every theme of every editor has a colour for them. */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: ['class', 'variable', 'property', 'string', 'enumMember'],
  tokenModifiers: ['declaration', 'readonly'],
};

const TYPES: Readonly<Record<NameUse['space'], number>> = { process: 0, reference: 1, address: 2, file: 3, kernel: 4 };

/** What each name stands for, which no grammar can tell: in the whole document, or in a range of lines. */
export function semanticTokens(document: CowDocument, range?: Range): SemanticTokens {
  return build(new SemanticTokensBuilder(), document, range).build();
}

/** All tokens, remembered by the builder for a later `semanticTokensDelta`. */
export function semanticTokensToCompare(document: CowDocument, builder: SemanticTokensBuilder): SemanticTokens {
  builder.previousResult('');
  return build(builder, document, undefined).build();
}

/** What changed since an earlier answer, named by its `resultId`; all tokens where it is not known. */
export function semanticTokensDelta(
  document: CowDocument,
  builder: SemanticTokensBuilder,
  previous: string,
): SemanticTokens | SemanticTokensDelta {
  builder.previousResult(previous);
  return build(builder, document, undefined).buildEdits();
}

function build(builder: SemanticTokensBuilder, document: CowDocument, range: Range | undefined): SemanticTokensBuilder {
  const names = namesInOrder(document.program);
  const last = range ? range.end.line + 1 : Number.POSITIVE_INFINITY;
  for (let i = range ? firstOnLine(names, range.start.line + 1) : 0; i < names.length; i++) {
    const { line, column, endColumn, space, role } = names[i] as NameUse;
    if (line > last) break;
    const modifiers = (role === 'definition' ? 1 : 0) + (space === 'address' || space === 'kernel' ? 2 : 0);
    builder.push(line - 1, column - 1, endColumn - column, TYPES[space], modifiers);
  }
  return builder;
}
