/** The files that are made from the table of operations: path from the project's root → text. */
import { operationsPage } from './operations-page.ts';
import { languageConfiguration, textMateGrammar } from './text-mate.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated file with the text that it should have. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['syntaxes/cow.tmLanguage.json', json(textMateGrammar())],
    ['syntaxes/language-configuration.json', json(languageConfiguration())],
    ['docs/operations.md', operationsPage()],
  ]);
}
