/**
 * The normal form of a text: single blanks, two blanks of indentation in each block, at most one empty line in a row.
 * It works on tokens, so that it never changes what a text means, and leaves alone what it cannot read. `=>` and
 * comments that were lined up by two or more blanks stay in their columns where there is room.
 */
import type { IToken } from 'chevrotain';
import { Arrow, Bad, Close, Comma, DotDot, Open, Plus, Semicolon, tokenize, Unterminated } from './lexer.ts';
import { MAX_LINE } from './line.ts';
import { splitLines } from './parse.ts';

const INDENT = '  ';
/** Blocks stand two deep, a thread in a race. */
const MAX_DEPTH = 2;

/** The whole text in normal form. Idempotent; the line break is the text's first one. */
export function formatText(text: string): string {
  const bom = text.charCodeAt(0) === 0xfeff ? '\ufeff' : '';
  const breaks = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const out: string[] = [];
  let depth = 0;
  for (const line of splitLines(text)) {
    const { tokens, comment } = tokensOf(line);
    const formatted = formatTokens(line, tokens, comment, indentOf(tokens, depth));
    depth = depthAfter(tokens, depth);
    if (formatted !== '' || (out.length > 0 && out.at(-1) !== '')) out.push(formatted);
  }
  while (out.at(-1) === '') out.pop();
  return out.length === 0 ? bom : bom + out.join(breaks) + breaks;
}

/** One line in normal form, at `depth` open blocks, without its line break. */
export function formatLine(line: string, depth = 0): string {
  const { tokens, comment } = tokensOf(line);
  return formatTokens(line, tokens, comment, indentOf(tokens, depth));
}

/** How many blocks are open after these lines: the `depth` of the line that follows. */
export function depthAfterLines(lines: readonly string[]): number {
  return lines.reduce((depth, line) => (/[{}]/.test(line) ? depthAfter(tokensOf(line).tokens, depth) : depth), 0);
}

function tokensOf(line: string): { tokens: IToken[]; comment: IToken | null } {
  return line.length > MAX_LINE ? { tokens: [], comment: null } : tokenize(line);
}

function indentOf(tokens: readonly IToken[], depth: number): string {
  return INDENT.repeat(Math.min(MAX_DEPTH, tokens[0]?.tokenType === Close ? Math.max(0, depth - 1) : depth));
}

function depthAfter(tokens: readonly IToken[], depth: number): number {
  for (const { tokenType } of tokens) {
    if (tokenType === Open) depth++;
    else if (tokenType === Close) depth = Math.max(0, depth - 1);
  }
  return depth;
}

function formatTokens(line: string, tokens: readonly IToken[], comment: IToken | null, indent: string): string {
  if (tokens.length === 0 && comment === null) return line.length > MAX_LINE ? line : '';
  const shift = indent.length - (/[^ \t]/.exec(line)?.index ?? 0);
  const unreadable = tokens.some(({ tokenType }) => tokenType === Bad || tokenType === Unterminated);
  let out = indent;
  if (unreadable) out += trimBlanks(line.slice(0, comment?.startOffset ?? line.length));
  else for (const token of withoutEmpty(tokens)) out += gapBefore(line, token, out, indent, shift) + token.image;
  if (comment === null) return out === indent ? '' : out;
  const text = trimBlanks(comment.image);
  return out === indent ? indent + text : out + alignedGap(line, comment, out, shift) + text;
}

/** The text without blanks and tabs at its ends; other kinds of space are no blanks of the language. */
function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** The tokens without the `;` that end nothing. */
function withoutEmpty(tokens: readonly IToken[]): IToken[] {
  const kept: IToken[] = [];
  const last = () => kept[kept.length - 1]?.tokenType;
  for (const token of tokens) {
    if (token.tokenType === Close && last() === Semicolon) kept.pop();
    if (token.tokenType !== Semicolon || ![undefined, Semicolon, Open, Close].includes(last())) kept.push(token);
  }
  if (last() === Semicolon) kept.pop();
  return kept;
}

function gapBefore(line: string, token: IToken, out: string, indent: string, shift: number): string {
  const { tokenType } = token;
  if (out === indent || tokenType === Comma || tokenType === Semicolon || tokenType === DotDot) return '';
  if (tokenType === Arrow) return alignedGap(line, token, out, shift);
  if (out.endsWith('..') || out.endsWith('+')) return '';
  if (tokenType === Plus) return /[ \t]/.test(line[token.startOffset - 1] ?? ' ') ? ' ' : '';
  return ' ';
}

/** One blank, or as many as keep the token in its column where two or more stood before it. */
function alignedGap(line: string, token: IToken, out: string, shift: number): string {
  const lined = /[ \t]{2}$/.test(line.slice(0, token.startOffset));
  return ' '.repeat(lined ? Math.max(1, token.startOffset + shift - out.length) : 1);
}
