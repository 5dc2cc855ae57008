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
  private readonly pieces: Int32Array[] = [];
  /** Words of a vector with its head, of each piece: what was there before vectors grew longer has 0 beyond. */
  private readonly records: number[] = [];
  /** The bytes of each piece that was made before numbers took two; what is beyond its end is of two. */
  private readonly narrow: Uint8Array[] = [];
  /** Words that all pieces have. */
  private taken = 0;
  /** Open addressing: 0, or a number + 1 in the bits that a place has, and in those above it what is left of the hash. */
  private table = new Int32Array(1 << 11);

  constructor(width: number) {
    this.setWidth(width);
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.taken * 4 + this.table.byteLength;
  }

  /** A vector of zeros that can be added. */
  blank(): Vector {
    const words = new Int32Array(this.words);
    return { words, numbers: this.wide ? new Uint16Array(words.buffer) : new Uint8Array(words.buffer) };
  }

  /** Adds a vector whose hash the caller knows: equal vectors must have equal ones. Returns false where it is there already, with the note of then. */
  add(vector: Vector, hash: number, note: number): boolean {
    const { table } = this;
    const mask = table.length - 1;
    const mixed = mix(hash);
    let at = mixed & mask;
    for (let found = table[at]!; found !== 0; found = table[at]!) {
      if (((found ^ mixed) & ~mask) === 0 && this.equals((found & mask) - 1, vector)) return false;
      at = (at + 1) & mask;
    }
    this.keep(vector.words, hash, note);
    table[at] = (mixed & ~mask) | this.size;
    if (this.size * 3 > table.length * 2) this.grow();
    return true;
  }

  /** Writes one of them to a vector. */
  get(number: number, { numbers, words }: Vector): void {
    const nth = Math.floor(number / PIECE);
    const piece = this.pieces[nth]!;
    const record = this.records[nth]!;
    const from = (number % PIECE) * record + HEAD;
    const own = record - HEAD;
    if (nth < this.narrow.length) {
      const bytes = this.narrow[nth]!;
      for (let i = 0; i < numbers.length; i++) numbers[i] = i < own * 4 ? bytes[from * 4 + i]! : 0;
      return;
    }
    for (let i = 0; i < own; i++) words[i] = piece[from + i]!;
    for (let i = own; i < this.words; i++) words[i] = 0;
  }

  /** The hash that one of them was added with. */
  hashOf(number: number): number {
    const nth = Math.floor(number / PIECE);
    return this.pieces[nth]![(number % PIECE) * this.records[nth]!]!;
  }

  /** The note that one of them was added with. */
  noteOf(number: number): number {
    const nth = Math.floor(number / PIECE);
    return this.pieces[nth]![(number % PIECE) * this.records[nth]! + 1]!;
  }

  /** Makes room for more numbers in each, those that are there get zeros; and for larger ones. Vectors of before are of no use. */
  widen(width: number, wide: boolean): void {
    const wasWide = this.wide;
    this.wide = wide || wasWide;
    this.setWidth(Math.max(width, this.width));
    // Longer vectors, and wider ones, go to pieces of their own form: only the one that is being filled is made anew.
    const full = Math.floor(this.size / PIECE);
    if (this.wide && !wasWide)
      for (const { buffer } of this.pieces.slice(0, full)) this.narrow.push(new Uint8Array(buffer));
    if (full < this.pieces.length) this.renew(full, wasWide);
  }

  /** A piece with all the room that a vector has now. */
  private renew(nth: number, wasWide: boolean): void {
    const [old, oldRecord] = [this.pieces[nth]!, this.records[nth]!];
    const record = HEAD + this.words;
    const piece = new Int32Array(PIECE * record);
    this.pieces[nth] = piece;
    this.records[nth] = record;
    this.taken += piece.length - old.length;
    for (let i = 0; i < PIECE; i++) {
      const [from, to] = [i * oldRecord, i * record];
      for (let head = 0; head < HEAD; head++) piece[to + head] = old[from + head]!;
      const words = old.subarray(from + HEAD, from + oldRecord);
      numbersIn(piece.subarray(to + HEAD, to + record), this.wide).set(numbersIn(words, wasWide));
    }
  }

  private setWidth(width: number): void {
    const each = this.wide ? 2 : 4;
    this.words = Math.ceil(width / each);
    this.width = this.words * each;
  }

  private equals(number: number, { numbers, words }: Vector): boolean {
    const nth = Math.floor(number / PIECE);
    const piece = this.pieces[nth]!;
    const record = this.records[nth]!;
    const from = (number % PIECE) * record + HEAD;
    const own = record - HEAD;
    if (nth < this.narrow.length) {
      const bytes = this.narrow[nth]!;
      for (let i = 0; i < numbers.length; i++)
        if (numbers[i] !== (i < own * 4 ? bytes[from * 4 + i]! : 0)) return false;
      return true;
    }
    for (let i = 0; i < own; i++) if (piece[from + i] !== words[i]) return false;
    for (let i = own; i < this.words; i++) if (words[i] !== 0) return false;
    return true;
  }

  private keep(words: Int32Array, hash: number, note: number): void {
    const record = HEAD + this.words;
    if (this.size % PIECE === 0) {
      this.pieces.push(new Int32Array(PIECE * record));
      this.records.push(record);
      this.taken += PIECE * record;
    }
    const piece = this.pieces[this.pieces.length - 1]!;
    const at = (this.size % PIECE) * record;
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

/** Words as the numbers that stand in them. */
function numbersIn({ buffer, byteOffset, byteLength }: Int32Array, wide: boolean): Uint8Array | Uint16Array {
  return wide ? new Uint16Array(buffer, byteOffset, byteLength / 2) : new Uint8Array(buffer, byteOffset, byteLength);
}
