/** Hovers outside statements, and what words mean. */
import { type NameUse, type Scenario, wordDocumentation } from '@cowscope/core';
import type { Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { kernelDetail } from '../features/kernels.ts';
import { paragraphs } from '../markdown.ts';
import { nameAt } from '../names.ts';
import { type Token, tokensOf } from '../tokens.ts';
import { hex } from './view.ts';

/** Outside statements nothing has run: names and words have their meaning, a scenario its verdict. */
export function directiveHover(document: CowDocument, position: Position, token: Token): string {
  const words = statementWords(document.lines[position.line] ?? '', token);
  const [directive = '', name = ''] = words;
  if (directive === 'scenario')
    return paragraphs([verdictText(document, position), wordDocumentation(directive) ?? '']);
  if (directive === 'option') return wordDocumentation(token.text === directive ? directive : name) ?? '';
  const use = nameAt(document, position);
  if (use !== undefined) return nameHover(document, use);
  return meaningOf(token.text) || meaningOf(directive);
}

/** The words of the statement that a word of a line stands in. */
function statementWords(line: string, token: Token): string[] {
  const words = tokensOf(line);
  const from = words.findLastIndex(({ text, start }) => start < token.start && isBreak(text)) + 1;
  const to = words.findIndex(({ text, start }) => start > token.start && isBreak(text));
  return words.slice(from, to === -1 ? undefined : to).map(({ text }) => text);
}

function isBreak(text: string): boolean {
  return text === ';' || text === '{' || text === '}';
}

function verdictText(document: CowDocument, position: Position): string {
  const { verdict, kernel } = document.trace(document.scenarioAt(position.line));
  return `**${verdict}** on ${kernel.name}`;
}

/** What a word means wherever it stands: its documentation, or what is special about a version. Empty where it means nothing. */
export function meaningOf(word: string): string {
  const detail = kernelDetail(word);
  return (
    wordDocumentation(word) ??
    (detail === undefined ? '' : [`**${word}** (kernel)`, detail].filter((part) => part !== '').join(' · '))
  );
}

/** What a what-if kernel changes. */
export function kernelText({ whatIfs }: Scenario, name: string): string {
  const found = whatIfs.find((whatIf) => whatIf.name === name);
  const changes = found?.changes.map((change) => change.join(' = ')).join(', ');
  return found ? `**${name}** (kernel): ${found.base} with ${changes}` : '';
}

function nameHover(document: CowDocument, name: NameUse): string {
  const scenario = document.program.scenarios[name.scenario];
  if (scenario && name.space === 'kernel') return kernelText(scenario, name.name);
  const range = name.space === 'address' ? scenario?.lets.get(name.name) : undefined;
  const where = range ? ` ${hex(range.address)}${range.pages > 1 ? ` x${range.pages}` : ''}` : '';
  return `**${name.name}**: ${name.space}${where}`;
}
