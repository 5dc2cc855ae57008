/**
 * A document's text as lines, kept up to date edit by edit: an edit costs what it touches, not the whole text.
 * Lines end at LF, CRLF and CR, as in the language and in LSP.
 */
import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';

const LINE = /\r\n|\n|\r/g;

/** A text of lines. Positions are LSP's: from 0, in UTF-16 units. */
export class LineText {
  private contents: string[] = [];
  /** How each line ends; the last one ends in nothing. */
  private ends: string[] = [];

  constructor(text: string) {
    this.replaceAll(text);
  }

  /** The lines without their ends; at least one. */
  get lines(): readonly string[] {
    return this.contents;
  }

  /** How the first line ends; LF where there is but one line. */
  get lineEnd(): string {
    return this.ends[0] || '\n';
  }

  /** Applies a change as `textDocument/didChange` brings it. Positions beyond the text mean its nearest place. */
  apply(change: TextDocumentContentChangeEvent): void {
    if ('range' in change) this.replace(change.range, change.text);
    else this.replaceAll(change.text);
  }

  /** The whole text, with the line ends it came with. */
  toString(): string {
    return this.contents.map((line, index) => line + this.ends[index]).join('');
  }

  /** A BOM means nothing; a blank in its place keeps the client's columns. */
  private replaceAll(text: string): void {
    [this.contents, this.ends] = split(text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text);
  }

  private replace(range: Range, text: string): void {
    const [start, end] = ordered(this.clamp(range.start), this.clamp(range.end));
    let first = start.line;
    let block = this.line(start.line).slice(0, start.character) + text + this.line(end.line).slice(end.character);
    // A lone CR before the edit and a LF at its start become one line end.
    if (first > 0 && this.ends[first - 1] === '\r') block = `${this.line(--first)}\r${block}`;
    // The end of the last line may join a CR before it in the same way.
    const [contents, ends] = split(block + this.ends[end.line]);
    if (this.ends[end.line] !== '') {
      contents.pop();
      ends.pop();
    }
    this.contents = spliced(this.contents, first, end.line + 1, contents);
    this.ends = spliced(this.ends, first, end.line + 1, ends);
  }

  private line(index: number): string {
    return this.contents[index] ?? '';
  }

  private clamp(position: Position): Position {
    if (position.line < 0) return { line: 0, character: 0 };
    const last = this.contents.length - 1;
    if (position.line > last) return { line: last, character: this.line(last).length };
    return {
      line: position.line,
      character: Math.min(Math.max(position.character, 0), this.line(position.line).length),
    };
  }
}

/** The lines of a text: LF, CRLF and CR end a line, nothing else does. */
export function linesOf(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}

function split(text: string): [contents: string[], ends: string[]] {
  const contents = linesOf(text);
  const ends = text.includes('\r') ? (text.match(LINE) ?? []) : new Array<string>(contents.length - 1).fill('\n');
  return [contents, [...ends, '']];
}

function ordered(a: Position, b: Position): [Position, Position] {
  return a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
}

/** Like `Array.splice`, for any number of new items (`splice` takes them as arguments, of which there is a limit). */
function spliced<T>(items: T[], from: number, to: number, put: T[]): T[] {
  if (put.length < 1000) {
    items.splice(from, to - from, ...put);
    return items;
  }
  return items.slice(0, from).concat(put, items.slice(to));
}
