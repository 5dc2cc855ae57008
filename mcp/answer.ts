/** What a tool gives back: text, whose first line is its mark. */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { shortened } from './limits.ts';
import { type AskedValue, markOf, markText } from './marks.ts';

/** The key of an answer's `_meta` under which a program finds the mark that the first line has in words. */
export const MARK_KEY = 'cowscope/mark';

/**
 * An answer that stands on these rule values. Empty parts are left out. What did not go as asked is said before anything
 * that a limit may cut.
 */
export function answer(
  asked: readonly AskedValue[],
  parts: readonly string[],
  problems: readonly string[] = [],
): CallToolResult {
  const text = shortened(
    [markText(asked), problemsText(problems), ...parts].filter((part) => part !== '').join('\n\n'),
  );
  return { content: [{ type: 'text', text }], _meta: { [MARK_KEY]: markOf(asked) } };
}

/** Why there is none: a sentence each. */
export function refusal(...sentences: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: sentences.join('\n') }], isError: true };
}

function problemsText(problems: readonly string[]): string {
  return problems.length === 0 ? '' : ['Problems:', ...problems].join('\n- ');
}
