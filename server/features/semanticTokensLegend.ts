import type { SemanticTokensLegend } from 'vscode-languageserver';

/**
 * Standard types, so that every theme of every editor has a colour for them, and a modifier for each mark of a page. It
 * is part of the answer to `initialize`, for which nothing of the simulator is loaded.
 */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: ['class', 'variable', 'property', 'string', 'enumMember', 'number'],
  tokenModifiers: ['declaration', 'readonly', 'page1', 'page2', 'page3', 'page4', 'page5', 'page6'],
};
