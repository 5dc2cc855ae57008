/** Bytes that grow as numbers are put behind each other. */

/** A buffer that is filled, read and filled again. */
export class Bytes {
  buffer = new Uint8Array(1 << 10);
  length = 0;

  /** A number from 0, in as many bytes as it needs. */
  put(value: number): void {
    if (this.length + 8 > this.buffer.length) this.grow();
    let rest = value;
    while (rest > 127) {
      this.buffer[this.length++] = (rest & 127) | 128;
      rest = rest >>> 7;
    }
    this.buffer[this.length++] = rest;
  }

  private grow(): void {
    const buffer = new Uint8Array(this.buffer.length * 2);
    buffer.set(this.buffer);
    this.buffer = buffer;
  }
}
