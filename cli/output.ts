import { writeSync } from 'node:fs';

/** Where a command writes. The process's streams in the program, arrays in tests. */
export interface Output {
  /** Results, for people or other programs. */
  out(text: string): void;
  /** What is wrong, one sentence a line. */
  err(text: string): void;
}

/** Raised when nobody reads the results any more: the program ends quietly. */
export class ClosedPipe extends Error {}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new ClosedPipe();
      // A full pipe of a slow reader.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** The process's own streams, written at once: an exit loses nothing, and a closed pipe is noticed where it is. */
export const processOutput: Output = {
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
};
