import type { DebugInline } from '@cowscope/server/protocol.ts';
import {
  debug,
  EvaluatableExpression,
  type EvaluatableExpressionProvider,
  type InlineValuesProvider,
  InlineValueText,
  Range,
} from 'vscode';
import { DEBUG_TYPE } from './configuration.ts';

/** Behind each line what its addresses and references are in the frame that is looked at. */
export const inlineValues: InlineValuesProvider = {
  async provideInlineValues(_document, viewPort, { frameId }) {
    const params = { from: viewPort.start.line + 1, to: viewPort.end.line + 1, frameId };
    const session = debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return [];
    const values: DebugInline[] = await session.customRequest('inlineValues', params);
    return values.map(({ line, column, endColumn, text }) => {
      const range = new Range(line - 1, column - 1, line - 1, endColumn - 1);
      return new InlineValueText(range, text);
    });
  },
};

/** A process and the address behind it belong together: `p1 0x1000`; anything else is its word. */
const EXPRESSION = /\b[a-z_][\w-]*[ \t]+0x[0-9a-f_]+|[a-z_][\w-]*|0x[0-9a-f_]+/gi;

/** Words before an address that are no process of their own, so that the address alone is meant. */
const WORDS = new Set(['to', 'let']);

/** What a hover evaluates while a session is stopped. */
export const evaluatableExpressions: EvaluatableExpressionProvider = {
  provideEvaluatableExpression(document, { line, character }) {
    const { text } = document.lineAt(line);
    for (const { 0: found, index } of text.matchAll(EXPRESSION)) {
      if (character < index || character > index + found.length) continue;
      const [first = '', address] = found.split(/[ \t]+/);
      const isAlone = address === undefined || WORDS.has(first);
      const start = isAlone && address !== undefined ? index + found.length - address.length : index;
      // On the process itself the process is meant.
      if (address !== undefined && !isAlone && character <= index + first.length)
        return new EvaluatableExpression(new Range(line, index, line, index + first.length));
      return new EvaluatableExpression(new Range(line, start, line, index + found.length));
    }
    return undefined;
  },
};
