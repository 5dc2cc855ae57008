/** States met before: a set of byte strings, compared byte for byte. A few bytes beside the strings themselves. */
import { hashBytes, hexOf, SECOND } from './hash.ts';

const CHUNK = 1 << 18;

/** A set of byte strings, each with a number: 0, 1, 2 … in the order in which they came. */
export class States {
  /** How many there are. */
  size = 0;
  private readonly chunks: Uint8Array[] = [];
  /** Bytes used of the last chunk. */
  private used = CHUNK;
  /** Where each begins: number of its chunk × CHUNK + offset. */
  private places = new Float64Array(1 << 10);
  private lengths = new Int32Array(1 << 10);
  private room = 0;
  /** Bytes of the strings alone. */
  stringBytes = 0;
  private hashes = new Int32Array(1 << 10);
  /** Open addressing: number + 1, or 0. */
  private table = new Int32Array(1 << 11);

  /** Bytes of memory taken. */
  get bytes(): number {
    const { places, lengths, hashes, table } = this;
    return this.room + places.byteLength + lengths.byteLength + hashes.byteLength + table.byteLength;
  }

  /** Adds the first `length` bytes of a buffer. Returns false where they are there already. */
  add(buffer: Uint8Array, length: number): boolean {
    const hash = hashBytes(buffer, length);
    const mask = this.table.length - 1;
    let at = hash & mask;
    for (let found = this.table[at]!; found !== 0; found = this.table[at]!) {
      if (this.hashes[found - 1] === hash && this.equals(found - 1, buffer, length)) return false;
      at = (at + 1) & mask;
    }
    this.keep(buffer, length, hash);
    this.table[at] = this.size;
    if (this.size * 2 > this.table.length) this.grow();
    return true;
  }

  /** The length of one of them. */
  lengthOf(number: number): number {
    return this.lengths[number]!;
  }

  /** 64 bits of a hash of one of them, as 16 hexadecimal digits: the same wherever the same bytes are met. */
  fingerprint(number: number): string {
    const place = this.places[number]!;
    const chunk = this.chunks[Math.floor(place / CHUNK)]!;
    const from = place % CHUNK;
    const bytes = chunk.subarray(from, from + this.lengths[number]!);
    return hexOf(hashBytes(bytes, bytes.length), hashBytes(bytes, bytes.length, SECOND));
  }

  private equals(number: number, buffer: Uint8Array, length: number): boolean {
    if (this.lengths[number] !== length) return false;
    const place = this.places[number]!;
    const chunk = this.chunks[Math.floor(place / CHUNK)]!;
    const from = place % CHUNK;
    for (let i = 0; i < length; i++) if (chunk[from + i] !== buffer[i]) return false;
    return true;
  }

  private keep(buffer: Uint8Array, length: number, hash: number): void {
    if (this.used + length > CHUNK) {
      // One that is longer than a chunk has one of its own.
      const room = Math.max(CHUNK, length);
      this.chunks.push(new Uint8Array(room));
      this.room += room;
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1]!;
    for (let i = 0; i < length; i++) chunk[this.used + i] = buffer[i]!;
    if (this.size === this.places.length) {
      this.places = doubled(this.places, new Float64Array(this.size * 2));
      this.hashes = doubled(this.hashes, new Int32Array(this.size * 2));
      this.lengths = doubled(this.lengths, new Int32Array(this.size * 2));
    }
    this.places[this.size] = (this.chunks.length - 1) * CHUNK + this.used;
    this.lengths[this.size] = length;
    this.hashes[this.size++] = hash;
    this.used += length;
    this.stringBytes += length;
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.size; number++) {
      let at = this.hashes[number]! & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = number + 1;
    }
    this.table = table;
  }
}

function doubled<T extends Float64Array | Int32Array>(old: T, room: T): T {
  room.set(old);
  return room;
}
