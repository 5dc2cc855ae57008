/** What numbers and bytes as typed are worth. */

import { shown } from './spelling.ts';

/** A number, or what is wrong with its spelling. */
export type NumberResult = { readonly number: number } | { readonly message: string; readonly fix?: string };

const SUFFIXES: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** The worth of a number as typed: decimal (with K, M or G) or `0x…`, `_` between digits. */
export function parseNumber(text: string): NumberResult {
  // The usual spelling first: it needs no pattern.
  const hex = text.startsWith('0x') ? Number(text) : Number.NaN;
  if (!Number.isNaN(hex)) return exact(text, hex);
  const decimal = /^(\d+(?:_\d+)*)([KMG]?)$/.exec(text);
  if (decimal) return exact(text, Number(decimal[1]?.replaceAll('_', '')) * (SUFFIXES[decimal[2] ?? ''] ?? 1));
  if (/^0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/.test(text)) return exact(text, Number(text.replaceAll('_', '')));
  const fix = spelling(text);
  if (fix !== undefined) return { message: `${shown(text)} is no number; write ${fix}`, fix };
  return { message: `${shown(text)} is no number; write decimal digits (K, M or G after them) or 0x and hex digits` };
}

function exact(text: string, number: number): NumberResult {
  return Number.isSafeInteger(number) ? { number } : { message: `${shown(text)} is too large a number` };
}

/** The number that was probably meant. */
function spelling(text: string): string | undefined {
  const clean = text.replace(/_+/g, '_').replace(/_$/, '');
  if (/^0X[0-9a-fA-F_]+$/.test(clean)) return `0x${clean.slice(2)}`;
  if (/^\d[\d_]*[kmg]$/.test(clean)) return clean.toUpperCase();
  if (/^0x[0-9a-fA-F]+[hH]?$/.test(clean)) return clean;
  if (/^[0-9a-fA-F]+[hH]?$/.test(clean)) return `0x${clean.replace(/[hH]$/, '')}`;
  return clean !== text && 'number' in parseNumber(clean) ? clean : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/** What stands between the quotes, escapes resolved; null where an escape is unknown. */
export function unquote(text: string): string | null {
  let wrong = false;
  const inner = text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|([^]))/g, (_, hex: string | undefined, char: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      wrong ||= ESCAPES[char] === undefined;
      return ESCAPES[char] ?? char;
    });
  return wrong ? null : inner;
}

/** The byte of a quoted character such as `'A'` or `'\x41'`; a message where it is none. */
export function parseChar(text: string): NumberResult {
  const inner = unquote(text);
  if (inner === null)
    return { message: `${shown(text)} has an unknown escape; the escapes are \\n \\t \\\\ \\' \\" \\xNN` };
  const escaped = /^'\\x[0-9a-fA-F]{2}'$/.test(text);
  if (inner.length === 1 && (escaped || inner.charCodeAt(0) < 128)) return { number: inner.charCodeAt(0) };
  if (inner.length === 0) return { message: `'' is empty; a byte is one ASCII character in quotes, or 0 to 255` };
  return { message: `${shown(text)} is more than one byte; a byte is one ASCII character in quotes, or 0 to 255` };
}
