/** A scenario in the fragment of an address: it goes to nobody's server, and needs none. */

/** What a link carries. */
export interface Shared {
  readonly text: string;
  /** The kernel that is shown; null: as written. */
  readonly kernel: string | null;
}

/** Bytes of a text beyond which a link is not opened: whoever made it may have meant harm. */
export const MAX_BYTES = 1_000_000;

const FORMAT = 'deflate-raw';

/** The fragment of a link, without `#`: `z` is compressed, `t` is plain where the browser cannot compress. */
export async function toFragment({ text, kernel }: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const canCompress = typeof CompressionStream === 'function';
  const parts = canCompress
    ? [`z=${toBase64(await through(new CompressionStream(FORMAT), bytes))}`]
    : [`t=${toBase64(bytes)}`];
  if (kernel !== null) parts.push(`k=${encodeURIComponent(kernel)}`);
  return parts.join('&');
}

/** What a fragment carries, with or without `#`; null where it carries no scenario, or one that is broken or too large. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const [compressed, plain] = [fields.get('z'), fields.get('t')];
  try {
    if (compressed !== null) {
      const bytes = await through(new DecompressionStream(FORMAT), fromBase64(compressed));
      return { text: decode(bytes), kernel: fields.get('k') };
    }
    return plain === null ? null : { text: decode(fromBase64(plain)), kernel: fields.get('k') };
  } catch {
    return null;
  }
}

/** All that comes out of a stream. Throws where it is broken, or more than a link may hold. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    length += value.length;
    if (length > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`);
    chunks.push(value);
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function toBase64(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
