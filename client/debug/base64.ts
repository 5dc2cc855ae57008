/** Bytes that are turned at once: an argument list has its limits. */
const CHUNK = 8192;

/** Bytes in base 64, with what browsers have too. */
export function toBase64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.slice(i, i + CHUNK));
  return btoa(text);
}
