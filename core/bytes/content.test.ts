import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLANK, type Content, pairsOf, sliceOf, withWrite, writeAt } from './content.ts';

const offset = fc.nat(20);

/** What a content shows at every offset up to 20. */
function shown(content: Content): number[] {
  return Array.from({ length: 21 }, (_, i) => writeAt(content, i));
}

test('whatever is written, and from whichever content one goes on, each keeps its own bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ from: fc.nat(), offset }), { maxLength: 200 }), (writes) => {
      const contents = [BLANK];
      const models = [new Map<number, number>()];
      writes.forEach((write, i) => {
        // Mostly from the newest, as a page is written; sometimes from an older one, as a copy is.
        const from = write.from % 4 === 0 ? write.from % contents.length : contents.length - 1;
        contents.push(withWrite(contents[from]!, write.offset, i + 1));
        models.push(new Map(models[from]).set(write.offset, i + 1));
      });
      contents.forEach((content, i) => {
        expect(shown(content)).toEqual(Array.from({ length: 21 }, (_, at) => models[i]!.get(at) ?? 0));
        expect(pairsOf(content)).toEqual([...models[i]!].sort((a, b) => a[0] - b[0]).flat());
      });
    }),
  );
});

test('a slice has the bytes of its stretch, at offsets from 0', () => {
  const content = [3, 7, 8, 12, 7].reduce((made, at, i) => withWrite(made, at, i + 1), BLANK);
  expect(pairsOf(sliceOf(content, 7, 12))).toEqual([0, 5, 1, 3]);
  expect(pairsOf(sliceOf(content, 13, 20))).toEqual([]);
});
