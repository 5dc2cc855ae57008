/** Quick fixes, as buttons beside the problems that they repair. */
import type { Action } from '@codemirror/lint';
import type { LSPClient } from '@codemirror/lsp-client';
import type { EditorState, Text } from '@codemirror/state';
import type { CodeAction, CodeActionParams, Diagnostic, TextEdit } from 'vscode-languageserver-protocol';
import { offsetOf } from './places.ts';

/** Problems that fixes are asked for, and lines of a text: each fix is tried in a run of its own before it is offered. */
const [MAX_PROBLEMS, MAX_LINES] = [10, 300];

/** The fixes of each problem of a text, in the order of the problems; none where they would take too long. */
export async function fixesOf(
  client: LSPClient,
  uri: string,
  text: Text,
  problems: readonly Diagnostic[],
): Promise<readonly Action[][]> {
  if (text.lines > MAX_LINES) return [];
  return Promise.all(
    problems.slice(0, MAX_PROBLEMS).map(async (problem) => {
      const context = { diagnostics: [problem] };
      const params: CodeActionParams = { textDocument: { uri }, range: problem.range, context };
      const found = await client.request<CodeActionParams, CodeAction[] | null>('textDocument/codeAction', params);
      return (found ?? []).flatMap((action) => buttonOf(uri, text, action));
    }),
  );
}

/** A fix of a problem as a button; nothing for what is offered whether or not there is a problem. */
function buttonOf(uri: string, text: Text, { title, diagnostics = [], edit }: CodeAction): Action[] {
  const edits = edit?.changes?.[uri] ?? [];
  if (diagnostics.length === 0 || edits.length === 0) return [];
  const apply: Action['apply'] = (view) => {
    // A button of a text that is no more would put its edits anywhere.
    if (view.state.doc === text) view.dispatch(changesOf(view.state, edits));
    view.focus();
  };
  return [{ name: title, apply }];
}

function changesOf({ doc }: EditorState, edits: readonly TextEdit[]) {
  return {
    changes: edits.map(({ range, newText }) => ({
      from: offsetOf(doc, range.start),
      to: offsetOf(doc, range.end),
      insert: newText,
    })),
  };
}
