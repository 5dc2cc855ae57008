/** Parsed lines kept by their text. */
import { parseLine } from './line.ts';
import type { Statement } from './program.ts';
import type { ParsedLine } from './syntax.ts';

/**
 * Keeps parsed lines by their text, so that an edit parses again only the lines that changed. Bounded: lines not asked
 * for while as many others as the limit were are forgotten. Results never depend on what is in it.
 */
export class LineCache {
  private young = new Map<string, ParsedLine>();
  private old = new Map<string, ParsedLine>();
  private readonly limit: number;
  /** The statements of the last program, by scenario: those that are the same again are not made anew. */
  previous: readonly (readonly Statement[])[] = [];

  /** `limit`: how many lines each of the two generations holds. */
  constructor(limit = 131_072) {
    this.limit = limit;
  }

  /** The parsed line of that text. */
  get(text: string): ParsedLine {
    const kept = this.young.get(text);
    if (kept !== undefined) return kept;
    const line = this.old.get(text) ?? parseLine(text);
    if (this.young.size >= this.limit) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(text, line);
    return line;
  }
}
