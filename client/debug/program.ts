import { type TextDocument, Uri, workspace } from 'vscode';
import type { ProgramText } from './source.ts';

/** A document as `program` of a launch configuration names it: by path where it is a file, else by its URI. */
export function programOf({ uri }: Pick<TextDocument, 'uri'>): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** The address of a program: what begins like a URI is one; a drive's letter begins a path. */
export function uriOf(program: string): Uri {
  return /^[a-z][a-z0-9+.-]+:/i.test(program) ? Uri.parse(program, true) : Uri.file(program);
}

/** A program's text as the editor has it, changes that are not saved included. Rejects where there is none. */
export async function textOf(program: string): Promise<ProgramText> {
  const uri = uriOf(program);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return { uri: uri.toString(), text: open.getText() };
  const bytes = await workspace.fs.readFile(uri);
  return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
}
