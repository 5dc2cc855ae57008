/** States met before: a set of byte strings, compared byte for byte. A few bytes beside the strings themselves. */

const CHUNK = 1 << 18;

/** A set of byte strings, each with a number: 0, 1, 2 … in the order in which they came. */
export class States {
  /** How many there are. */
  size = 0;
  private readonly chunks: Uint8Array[] = [];
  /** Bytes used of the last chunk. */
  private used = CHUNK;
  /** Where each begins: number of its chunk × CHUNK + offset. Length is in the two bytes before it. */
  private places = new Float64Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
  /** Open addressing: number + 1, or 0. */
  private table = new Int32Array(1 << 11);

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.chunks.length * CHUNK + this.places.byteLength + this.hashes.byteLength + this.table.byteLength;
  }

  /** Adds the first `length` bytes of a buffer. Returns false where they are there already. */
  add(buffer: Uint8Array, length: number): boolean {
    const hash = hashOf(buffer, length);
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

  /** 64 bits of a hash of one of them, as 16 hexadecimal digits: the same wherever the same bytes are met. */
  fingerprint(number: number): string {
    const place = this.places[number]!;
    const chunk = this.chunks[Math.floor(place / CHUNK)]!;
    const from = place % CHUNK;
    const bytes = chunk.subarray(from, from + chunk[from - 2]! + chunk[from - 1]! * 256);
    return hex(hashOf(bytes, bytes.length)) + hex(hashOf(bytes, bytes.length, 0x2b2e3f4d));
  }

  private equals(number: number, buffer: Uint8Array, length: number): boolean {
    const place = this.places[number]!;
    const chunk = this.chunks[Math.floor(place / CHUNK)]!;
    const from = place % CHUNK;
    if (chunk[from - 2]! + chunk[from - 1]! * 256 !== length) return false;
    for (let i = 0; i < length; i++) if (chunk[from + i] !== buffer[i]) return false;
    return true;
  }

  private keep(buffer: Uint8Array, length: number, hash: number): void {
    if (length > 0xffff) throw new Error(`a state of ${length} bytes`);
    if (this.used + length + 2 > CHUNK) {
      this.chunks.push(new Uint8Array(CHUNK));
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1]!;
    chunk[this.used] = length & 255;
    chunk[this.used + 1] = length >> 8;
    for (let i = 0; i < length; i++) chunk[this.used + 2 + i] = buffer[i]!;
    if (this.size === this.places.length) {
      this.places = doubled(this.places, new Float64Array(this.size * 2));
      this.hashes = doubled(this.hashes, new Int32Array(this.size * 2));
    }
    this.places[this.size] = (this.chunks.length - 1) * CHUNK + this.used + 2;
    this.hashes[this.size++] = hash;
    this.used += length + 2;
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

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** FNV-1a, with its bits mixed once more since the low ones choose the place. */
function hashOf(buffer: Uint8Array, length: number, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ buffer[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
