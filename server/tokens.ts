/** The words of a line as a reader sees them. */
import { tokenize } from '@cowscope/core';

/** A word of a line; `end` is the character after its last, both from 0. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The words of a line, without its comment. */
export function tokensOf(line: string): Token[] {
  return tokenize(line).tokens.map(({ startOffset, image }) => ({
    start: startOffset,
    end: startOffset + image.length,
    text: image,
  }));
}

/** The word at a character (from 0), or the one that ends there; undefined in blanks and comments. */
export function tokenAt(line: string, character: number): Token | undefined {
  const tokens = tokensOf(line);
  return (
    tokens.find(({ start, end }) => start <= character && character < end) ??
    tokens.find(({ end }) => end === character)
  );
}

/** Where the comment of a line starts; the line's length where it has none. */
export function commentStart(line: string): number {
  return tokenize(line).comment?.startOffset ?? line.length;
}

/** The comment of a line, its mark included; empty where it has none. */
export function commentOf(line: string): string {
  return line.slice(commentStart(line));
}
