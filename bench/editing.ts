import type { Document } from './documents.ts';
import type { LanguageServer } from './language-server.ts';
import { type Measurement, randomNumbers, timed } from './measure.ts';

/** One edit of one line somewhere in the document, and the wait for its diagnostics. */
export function editing(server: LanguageServer, document: Document): Measurement {
  const below = randomNumbers(7);
  const current = [...document.lines];
  let edits = 0;
  return () => {
    const { line = 0 } = document.targets[below(document.targets.length)] ?? {};
    const [before = '', after] = [current[line], document.edited(line, ++edits)];
    current[line] = after;
    return timed(async () => {
      await server.edit(document.uri, line, before, after);
      await server.diagnostics(document.uri);
    });
  };
}

/** One hover over a word somewhere in the document. Throws where nothing is shown: then nothing is measured. */
export function hovering(server: LanguageServer, document: Document): Measurement {
  const below = randomNumbers(11);
  return () => {
    const target = document.targets[below(document.targets.length)];
    if (!target) throw new Error(`unreachable: ${document.uri} has lines to hover over`);
    return timed(() => server.hover(document.uri, target.line, target.column));
  };
}

/** Opening the document in a server that has never seen it, and the wait for its first diagnostics. */
export function opening(server: LanguageServer, document: Document): Measurement {
  return () =>
    timed(async () => {
      await server.open(document);
      await server.diagnostics(document.uri);
    });
}
