import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** A text with the name it was given by. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** Why a file cannot be taken: one sentence that says what to do. */
export interface Problem {
  readonly name: string;
  readonly message: string;
}

/** Bytes beyond which a file is refused: far above the language's 100,000 statements, far below what fills a memory. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** The name that stands for the standard input. */
const STDIN = '-';

/** Reads a file, or the standard input for `-`. Never throws: what cannot be read is a problem with a sentence. */
export function readInput(name: string): Input | Problem {
  try {
    const bytes = readBytes(name);
    return typeof bytes === 'string' ? { name, message: bytes } : decode(name, bytes);
  } catch (error) {
    return { name, message: sentence(name, error) };
  }
}

/** The bytes of a file of a size that can be read, else the sentence why not. */
function readBytes(name: string): Buffer | string {
  const file = name === STDIN ? 0 : openSync(name, 'r');
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) return `${name} is a folder; name the files in it, like ${name.replace(/\/+$/, '')}/*.cow`;
    if (stat.isFile() && stat.size > MAX_BYTES) return tooLarge(name, `${Math.ceil(stat.size / 1024 / 1024)} MB`);
    if (stat.isFile()) return readFileSync(file);
    return readStream(name, file);
  } finally {
    if (name !== STDIN) closeSync(file);
  }
}

/** Reads a pipe or a device to its end, or until it is too much: its size is not known before. */
function readStream(name: string, file: number): Buffer | string {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= MAX_BYTES; ) {
    const chunk = Buffer.alloc(1 << 16);
    const length = readChunk(file, chunk);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return tooLarge(name, `more than ${MAX_BYTES / 1024 / 1024} MB`);
}

/** Reads what is there, waiting where the pipe is non-blocking and still empty. */
function readChunk(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(file, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function tooLarge(name: string, size: string): string {
  return `${name} has ${size}, and a scenario ends at ${MAX_BYTES / 1024 / 1024} MB; split it into several files`;
}

function decode(name: string, bytes: Buffer): Input | Problem {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name, message: `${name} is UTF-16; save it as UTF-8` };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name, message: `${name} is UTF-16; save it as UTF-8` };
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { name, message: `${name} is binary (byte ${zero} is zero); name a .cow text file` };
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { name, message: `${name} is not UTF-8 (line ${firstBadLine(bytes)}); save it as UTF-8` };
  }
}

/** The line on which a text stops being UTF-8, from 1. */
function firstBadLine(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length];
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  return bytes.subarray(0, good).reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1);
}

/** Whether bytes are UTF-8 as far as they go; the last character may be incomplete. */
function startsWell(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function sentence(name: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no file ${name}; look at the spelling and the folder`;
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read; give yourself the permission (chmod u+r)`;
    case 'EISDIR':
      return `${name} is a folder; name the files in it`;
    default:
      return `${name} cannot be read (${code ?? message}); try another file`;
  }
}
