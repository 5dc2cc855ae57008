/** States met before: a set of vectors of small numbers, all of the same width, which may grow. A byte a number, or two. */

import { mix } from './hash.ts';

/** Vectors in one piece of memory. */
const PIECE = 1 << 12;

/** The largest number that a vector can hold: of a byte each, and of two. */
export const LARGEST = { narrow: 0xff, wide: 0xffff } as const;

/** A vector to work on: its numbers, and the same memory four bytes at a time. */
export interface Vector {
  readonly numbers: Uint8Array | Uint16Array;
  readonly words: Int32Array;
}

/** Words before a vector's own: its hash, and the note that it came with. */
const HEAD = 2;

/** A set of vectors, each with a number, 0, 1, 2 … in the order in which they came, and a note: a number of 32 bits. */
export class Vectors {
  /** How many there are. */
  size = 0;
  /** Numbers in each. */
  width = 0;
  /** Whether its numbers take two bytes. */
  wide = false;
  private words = 0;
  /** Words of a vector with its head. */
  private record = 0;
  private pieces: Int32Array[] = [];
  /** Open addressing: 0, or a number + 1 in the bits that a place has, and in those above it what is left of the hash. */
  private table = new Int32Array(1 << 11);

  constructor(width: number) {
    this.setWidth(width);
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.pieces.length * PIECE * this.record * 4 + this.table.byteLength;
  }

  /** A vector of zeros that can be added. */
  blank(): Vector {
    const words = new Int32Array(this.words);
    return { words, numbers: this.wide ? new Uint16Array(words.buffer) : new Uint8Array(words.buffer) };
  }

  /** Adds a vector whose hash the caller knows: equal vectors must have equal ones. Returns false where it is there already, with the note of then. */
  add({ words }: Vector, hash: number, note: number): boolean {
    const { table } = this;
    const mask = table.length - 1;
    const mixed = mix(hash);
    let at = mixed & mask;
    for (let found = table[at]!; found !== 0; found = table[at]!) {
      if (((found ^ mixed) & ~mask) === 0 && this.equals((found & mask) - 1, words)) return false;
      at = (at + 1) & mask;
    }
    this.keep(words, hash, note);
    table[at] = (mixed & ~mask) | this.size;
    if (this.size * 3 > table.length * 2) this.grow();
    return true;
  }

  /** Writes one of them to a vector. */
  get(number: number, { words }: Vector): void {
    const piece = this.pieces[Math.floor(number / PIECE)]!;
    const from = (number % PIECE) * this.record + HEAD;
    for (let i = 0; i < this.words; i++) words[i] = piece[from + i]!;
  }

  /** The hash that one of them was added with. */
  hashOf(number: number): number {
    return this.pieces[Math.floor(number / PIECE)]![(number % PIECE) * this.record]!;
  }

  /** The note that one of them was added with. */
  noteOf(number: number): number {
    return this.pieces[Math.floor(number / PIECE)]![(number % PIECE) * this.record + 1]!;
  }

  /** Makes room for more numbers in each, those that are there get zeros; and for larger ones. Vectors of before are of no use. */
  widen(width: number, wide: boolean): void {
    const { width: oldWidth, record: oldRecord, wide: wasWide } = this;
    this.wide = wide || wasWide;
    this.setWidth(Math.max(width, oldWidth));
    if (oldRecord === this.record && wasWide === this.wide) return;
    this.pieces = this.pieces.map((piece) => {
      const words = new Int32Array(PIECE * this.record);
      for (let i = 0; i < PIECE; i++) {
        const [from, to] = [i * oldRecord, i * this.record];
        for (let head = 0; head < HEAD; head++) words[to + head] = piece[from + head]!;
        numbersAt(words, to, this.wide).set(numbersAt(piece, from, wasWide).subarray(0, oldWidth));
      }
      return words;
    });
  }

  private setWidth(width: number): void {
    const each = this.wide ? 2 : 4;
    this.words = Math.ceil(width / each);
    this.width = this.words * each;
    this.record = HEAD + this.words;
  }

  private equals(number: number, words: Int32Array): boolean {
    const piece = this.pieces[Math.floor(number / PIECE)]!;
    const from = (number % PIECE) * this.record + HEAD;
    for (let i = 0; i < this.words; i++) if (piece[from + i] !== words[i]) return false;
    return true;
  }

  private keep(words: Int32Array, hash: number, note: number): void {
    const nth = this.size % PIECE;
    if (nth === 0) this.pieces.push(new Int32Array(PIECE * this.record));
    const piece = this.pieces[this.pieces.length - 1]!;
    const at = nth * this.record;
    piece[at] = hash;
    piece[at + 1] = note;
    for (let i = 0; i < this.words; i++) piece[at + HEAD + i] = words[i]!;
    this.size++;
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.size; number++) {
      const mixed = mix(this.hashOf(number));
      let at = mixed & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = (mixed & ~mask) | (number + 1);
    }
    this.table = table;
  }
}

/** The numbers of the vector whose record begins at a word. */
function numbersAt({ buffer }: Int32Array, word: number, wide: boolean): Uint8Array | Uint16Array {
  return wide ? new Uint16Array(buffer, (word + HEAD) * 4) : new Uint8Array(buffer, (word + HEAD) * 4);
}
