import { type Command, type InlayHint, type Location, Range } from 'vscode';

/**
 * Makes the parts of a hint lead where the server says. Of a location the editor would ask for the definition of what
 * stands at it, and at a statement that is nothing: it is opened instead. And a command of ours with arguments is one
 * that the editor forgets when it asks for hints anew, while it may still show this one: without arguments it is about
 * the statement at the cursor, which the click has put there.
 */
export function withLeads(hint: InlayHint | null | undefined): InlayHint | null | undefined {
  if (!hint || typeof hint.label === 'string') return hint;
  for (const part of hint.label) {
    if (part.location) part.command = opening(part.location);
    else if (part.command) part.command = { ...part.command, arguments: [] };
    part.location = undefined;
  }
  return hint;
}

function opening({ uri, range: { start } }: Location): Command {
  const title = `Go to Line ${start.line + 1}`;
  return { title, command: 'vscode.open', arguments: [uri, { selection: new Range(start, start) }] };
}
