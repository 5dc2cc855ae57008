/** Random scenario texts for property tests, made from the table: an operation that is added is drawn too. */
import fc from 'fast-check';
import { type ScenarioOptions, textFromNumbers } from './random-text.ts';

/**
 * Texts of scenarios whose statements are valid: processes that are alive, references that are held, one to four
 * pages. One statement a line. Shrinks to fewer and simpler statements.
 */
export function scenarioText(options: ScenarioOptions = {}): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 20 } = options;
  return fc
    .array(fc.array(fc.nat(0xffff), { minLength: 16, maxLength: 16 }), { minLength, maxLength })
    .map((seeds) => textFromNumbers(seeds, options));
}

/** Texts that a user may have at some moment: scenarios cut short and with odd characters put in, or any characters at all. */
export function anyText(): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    '\\',
    '"',
    "'",
    '=>',
    'on',
    '{',
    '}',
    ';',
    '..',
    '+',
    '\u00a0',
    '\u2028',
    '\ud800',
    '😀',
    '#',
    '\r',
    '\0',
    'lts-',
    '0x',
    ',',
    '<',
    'not',
  );
  const broken = fc
    .tuple(scenarioText({ decorated: true, maxLength: 6 }), fc.nat(400), odd, fc.nat(400))
    .map(([text, cut, word, at]) => {
      const short = text.slice(0, Math.max(1, cut % (text.length + 1)));
      const place = at % (short.length + 1);
      return short.slice(0, place) + word + short.slice(place);
    });
  return fc.oneof(
    broken,
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(odd, { maxLength: 20 }).map((words) => words.join(' ')),
  );
}
