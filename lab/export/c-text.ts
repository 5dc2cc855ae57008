/** A string as a C literal: printable ASCII as it is, every other byte of its UTF-8 in octal. */
export function literal(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  const one = (byte: number) =>
    byte === 0x22 || byte === 0x5c || byte < 0x20 || byte > 0x7e
      ? `\\${byte.toString(8).padStart(3, '0')}`
      : String.fromCharCode(byte);
  return `"${bytes.map(one).join('')}"`;
}

/** A text as the inside of a C comment. */
export function comment(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll('/*', '/ *');
}

/** An address as a C constant. */
export function hex(address: number): string {
  return `0x${address.toString(16)}UL`;
}
