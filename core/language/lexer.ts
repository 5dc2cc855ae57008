/**
 * Tokens of one line. A statement never spans lines, so the lexer never sees a line break. Words are all of one kind:
 * what a word means is decided by where it stands. The lexer never fails: what it does not know becomes a `Bad` token.
 */
import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';

/** What may stand among the operands of a statement. */
export const Operand = createToken({ name: 'Operand', pattern: Lexer.NA });
/** What may stand in an `expect`: the operands and the comma between items. */
export const ExpectPart = createToken({ name: 'ExpectPart', pattern: Lexer.NA });
/** What may name a kernel. */
export const KernelName = createToken({ name: 'KernelName', pattern: Lexer.NA });

const operand = [Operand, ExpectPart];

/** A word or a name. */
export const Name = createToken({
  name: 'Name',
  pattern: /[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/,
  categories: [...operand, KernelName],
});
/** A kernel version, long-term kernels and wrong spellings of versions included. */
export const Version = createToken({
  name: 'Version',
  pattern: /(?:lts-?|linux-|[vV])?\d+(?:\.\d+)+(?:-[A-Za-z0-9]+)*/,
  categories: [...operand, KernelName],
});
/** A number as typed; `numbers.ts` says what it is worth. */
export const NumberToken = createToken({
  name: 'Number',
  pattern: /\d[A-Za-z0-9_]*/,
  categories: [...operand, KernelName],
});
/** A byte in quotes. */
export const Char = createToken({
  name: 'Char',
  pattern: /'(?:\\[^]|[^'\\])*'/,
  line_breaks: false,
  categories: operand,
});
/** A title in double quotes. */
export const Text = createToken({
  name: 'Text',
  pattern: /"(?:\\[^]|[^"\\])*"/,
  line_breaks: false,
  categories: operand,
});
/** A quote that is never closed: it takes the rest of the line. */
export const Unterminated = createToken({
  name: 'Unterminated',
  pattern: /["'][^]*/,
  line_breaks: false,
  categories: operand,
});
/** `=>`, before what is expected. */
export const Arrow = createToken({ name: 'Arrow', pattern: '=>' });
export const Le = createToken({ name: 'Le', pattern: '<=' });
export const Ge = createToken({ name: 'Ge', pattern: '>=' });
export const Lt = createToken({ name: 'Lt', pattern: '<' });
export const Gt = createToken({ name: 'Gt', pattern: '>' });
export const Equals = createToken({ name: 'Equals', pattern: '=' });
/** `,`, between items and alternatives. */
export const Comma = createToken({ name: 'Comma', pattern: ',', categories: [ExpectPart] });
/** `..`, between the ends of a range. */
export const DotDot = createToken({ name: 'DotDot', pattern: '..', categories: operand });
/** `+`, before an offset. */
export const Plus = createToken({ name: 'Plus', pattern: '+', categories: operand });
export const Semicolon = createToken({ name: 'Semicolon', pattern: ';' });
export const Open = createToken({ name: 'Open', pattern: '{' });
export const Close = createToken({ name: 'Close', pattern: '}' });
/** A stretch of characters that mean nothing in the language. Made from the lexer's errors, never matched. */
export const Bad = createToken({ name: 'Bad', pattern: Lexer.NA, categories: operand });

const Blank = createToken({ name: 'Blank', pattern: /[ \t]+/, group: Lexer.SKIPPED });
const Comment = createToken({ name: 'Comment', pattern: /#[^]*|\/\/[^]*/, line_breaks: false, group: 'comments' });

/** All token types, the more special before the more general. */
export const TOKENS: TokenType[] = [
  Blank,
  Comment,
  Version,
  Name,
  NumberToken,
  Char,
  Text,
  Unterminated,
  Arrow,
  Le,
  Ge,
  Lt,
  Gt,
  Equals,
  Comma,
  DotDot,
  Plus,
  Semicolon,
  Open,
  Close,
  Bad,
  Operand,
  ExpectPart,
  KernelName,
];

/** The tokens of a line, and its comment where it has one. */
export interface LineTokens {
  readonly tokens: IToken[];
  /** `#` or `//` and what follows; null without. */
  readonly comment: IToken | null;
}

let lexer: Lexer | undefined;

/** Cuts one line, without its line break, into tokens. Offsets count UTF-16 units from 0. */
export function tokenize(line: string): LineTokens {
  lexer ??= new Lexer(TOKENS, { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true });
  const { tokens, errors, groups } = lexer.tokenize(line);
  const comment = groups.comments?.[0] ?? null;
  if (errors.length === 0) return { tokens, comment };
  for (const { offset, length } of errors) tokens.push(badToken(line.slice(offset, offset + length), offset));
  tokens.sort((a, b) => a.startOffset - b.startOffset);
  return { tokens, comment };
}

function badToken(image: string, startOffset: number): IToken {
  const tokenTypeIdx = Bad.tokenTypeIdx ?? 0;
  return { image, startOffset, endOffset: startOffset + image.length - 1, tokenType: Bad, tokenTypeIdx } as IToken;
}
