import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText, scenarioText } from './arbitrary.test-helper.ts';
import { formatText } from './format.ts';
import { LineCache, parseProgram } from './parse.ts';
import type { Program } from './program.ts';

/** What a program means, without the places that formatting moves and the text of its statements. */
function meaning({ scenarios, errors }: Program): unknown {
  const places = new Set(['line', 'column', 'endColumn', 'endLine', 'text', 'ignores']);
  const plain = (key: string, value: unknown) =>
    places.has(key) ? undefined : value instanceof Map ? [...value] : value;
  return JSON.parse(
    JSON.stringify({ scenarios, errors: errors.map(({ code, message }) => ({ code, message })) }, plain),
  );
}

/** Everything that a program says, its places and names too. */
function whole({ scenarios, errors, names }: Program): unknown {
  const plain = (_: string, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value);
  return JSON.parse(JSON.stringify({ scenarios, errors, names }, plain));
}

describe('any text', () => {
  test('gets a program, and formats without a change of meaning, twice as once', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const program = parseProgram(text);
        expect(program.scenarios.length).toBeGreaterThan(0);
        const formatted = formatText(text);
        expect(formatText(formatted)).toBe(formatted);
        expect(meaning(parseProgram(formatted))).toEqual(meaning(program));
      }),
      { numRuns: 300 },
    );
  });

  test('of 10,000 and more characters in a line gets a program', () => {
    for (const part of [
      'fork p1;',
      '"',
      "'",
      '{',
      '}',
      'a',
      ' ',
      '=>',
      '0x',
      ',',
      '+',
      '\\',
      'expect p1 0x1000 value 1 on ',
      'let ',
    ]) {
      const text = part.repeat(Math.ceil(10_000 / part.length));
      for (const line of [text.slice(0, 10_000), `${text} `]) expect(parseProgram(line).scenarios).toHaveLength(1);
    }
  });
});

describe('random scenarios', () => {
  test('have no errors', () => {
    fc.assert(
      fc.property(scenarioText({ decorated: true, maxLength: 30 }), (text) => {
        expect(parseProgram(text).errors).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('mean the same after formatting', () => {
    fc.assert(
      fc.property(scenarioText({ decorated: true }), (text) => {
        const formatted = formatText(text.replaceAll('\n', ' ;  ').replaceAll(/#[^\n]*/g, ''));
        expect(meaning(parseProgram(formatted))).toEqual(
          meaning(parseProgram(text.replaceAll('\n', ' ;  ').replaceAll(/#[^\n]*/g, ''))),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('mean the same with what edits left in the cache', () => {
    const cache = new LineCache(16);
    fc.assert(
      fc.property(scenarioText({ decorated: true }), anyText(), fc.nat(), (text, insert, at) => {
        parseProgram(text, cache);
        const place = at % (text.length + 1);
        const edited = text.slice(0, place) + insert + text.slice(place);
        expect(whole(parseProgram(edited, cache))).toEqual(whole(parseProgram(edited)));
        expect(whole(parseProgram(text, cache))).toEqual(whole(parseProgram(text)));
      }),
      { numRuns: 200 },
    );
  });
});
