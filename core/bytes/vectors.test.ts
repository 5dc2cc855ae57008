import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Vectors } from './vectors.ts';

/** Any hash will do that is the same for the same numbers; a poor one has many meet. */
function poorHash(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) % 7;
}

test('a set of vectors knows each that was added, with its number, hash and note, also when they grow longer and wider', () => {
  const one = fc.array(fc.oneof(fc.nat(3), fc.nat(0xff), fc.nat(0xffff)), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (all) => {
      const set = new Vectors(1);
      const known = new Map<string, number>();
      const put = (numbers: readonly number[]) => {
        const wide = numbers.some((number) => number > 0xff);
        if (numbers.length > set.width || (wide && !set.wide)) set.widen(numbers.length, wide);
        const vector = set.blank();
        vector.numbers.set(numbers);
        const key = String(Array.from(vector.numbers).slice(0, 9)).replace(/(,0)+$/, '');
        const added = set.add(vector, poorHash(numbers), numbers.length);
        expect(added).toBe(!known.has(key));
        if (added) known.set(key, set.size - 1);
      };
      for (const numbers of all) put(numbers);
      expect(set.size).toBe(known.size);
      const vector = set.blank();
      for (const [key, number] of known) {
        set.get(number, vector);
        expect(String(Array.from(vector.numbers)).replace(/(,0)+$/, '')).toBe(key);
        expect(set.hashOf(number)).toBe(poorHash(key.split(',').map(Number)));
        expect(set.noteOf(number)).toBeLessThanOrEqual(9);
      }
    }),
  );
});

test('vectors that came before others grew longer, and before numbers took two bytes, are found again', () => {
  const set = new Vectors(4);
  const put = (i: number) => {
    const vector = set.blank();
    vector.numbers[0] = i % 200;
    vector.numbers[1] = Math.floor(i / 200);
    return set.add(vector, i, i);
  };
  for (let i = 0; i < 9_000; i++) expect(put(i)).toBe(true);
  set.widen(11, false);
  for (let i = 9_000; i < 18_000; i++) expect(put(i)).toBe(true);
  set.widen(12, true);
  for (let i = 18_000; i < 27_000; i++) expect(put(i)).toBe(true);
  for (let i = 0; i < 27_000; i++) expect(put(i)).toBe(false);
  const vector = set.blank();
  for (let i = 0; i < 27_000; i++) {
    set.get(i, vector);
    expect(vector.numbers[0]! + 200 * vector.numbers[1]!).toBe(i);
    expect(set.noteOf(i)).toBe(i);
  }
  vector.numbers[0] = 300;
  expect(set.add(vector, 26_999, 0)).toBe(true);
});

test('ten thousand vectors take a few bytes each beside their numbers', () => {
  const set = new Vectors(8);
  const vector = set.blank();
  for (let i = 0; i < 10_000; i++) {
    vector.numbers[0] = i % 200;
    vector.numbers[1] = Math.floor(i / 200);
    expect(set.add(vector, i, -1)).toBe(true);
  }
  expect(set.add(vector, 9_999, -1)).toBe(false);
  expect(set.size).toBe(10_000);
  expect(set.bytes / set.size).toBeLessThan(32);
});
