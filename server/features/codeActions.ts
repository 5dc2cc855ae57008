import type { CodeAction } from 'vscode-languageserver';
import type { ActionRequest } from '../actions/edit.ts';
import { expectationsThatHold } from '../actions/expectations.ts';
import { replaceFailed } from '../actions/failed.ts';
import { addName } from '../actions/names.ts';
import { repairs } from '../actions/repairs.ts';
import { silences } from '../actions/silence.ts';
import { spellingFixes } from '../actions/spelling.ts';

/** The quick fixes for a range: right spellings, repairs and silence of warnings, names, and expectations that hold. */
export function codeActions(request: ActionRequest): CodeAction[] {
  return [
    ...spellingFixes(request),
    ...replaceFailed(request),
    ...repairs(request),
    ...addName(request),
    ...expectationsThatHold(request),
    ...silences(request),
  ];
}
