import type { Position, SignatureHelp } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

export function signatureHelp(_document: CowDocument, _position: Position): SignatureHelp | null {
  return null;
}
