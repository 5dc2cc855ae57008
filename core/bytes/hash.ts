/** Hashes of text and bytes: the same wherever the same is hashed. */

/** Where the second 32 bits of a 64-bit hash start from. */
export const SECOND = 0x2b2e3f4d;

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a of bytes, its bits mixed once more: 32 bits. Another `start` gives other bits. */
export function hashBytes(bytes: Uint8Array, length: number, start = FNV_BASIS): number {
  let hash = start;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return mix(hash);
}

/** FNV-1a of the code units of a text, its bits mixed once more: 32 bits. */
export function hashText(text: string, start = FNV_BASIS): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return mix(hash);
}

/** 64 bits as 16 hexadecimal digits. */
export function hexOf(first: number, second: number): string {
  return hex(first) + hex(second);
}

/** The bits of a hash mixed, where the low ones are to depend on all. */
export function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return once ^ (once >>> 13);
}

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
