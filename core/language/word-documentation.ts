/** Documentation of single words, in Markdown. */
import {
  checkedEntry,
  checkedText,
  ERA_NAMES,
  FIRST_KERNEL,
  type SwitchEntry,
  type SwitchName,
  sourceOf,
  switchNamed,
} from '../kernel/index.ts';
import { OPTIONS } from './directives.ts';
import * as docs from './documentation.ts';
import { OPERATIONS, type OperationRow } from './operations.ts';
import { signatureText } from './signature.ts';

type Table = Readonly<Record<string, string>>;

/** The tables of one-line meanings, each with what its words are. A word may mean something in several. */
const TABLES: readonly (readonly [what: string, table: Table])[] = [
  ['flag', docs.FLAG_DOCS],
  ['advice', docs.ADVICE_DOCS],
  ['step of reclaim', docs.RECLAIM_DOCS],
  ['outcome', docs.OUTCOME_DOCS],
  ['attribute', docs.ATTRIBUTE_DOCS],
  ['flag of a page', docs.PAGE_FLAG_DOCS],
  ['verdict', docs.VERDICT_DOCS],
];

/** What a word means, in Markdown: an operation, a directive, a flag, an outcome, a switch …; null where it means nothing. */
export function wordDocumentation(word: string): string | null {
  const parts: string[] = [];
  if (Object.hasOwn(OPERATIONS, word)) parts.push(operationDocumentation(OPERATIONS[word as keyof typeof OPERATIONS]));
  const directive = own(docs.DIRECTIVE_DOCS, word);
  if (directive) parts.push(`\`${directive[0]}\`\n\n${directive[1]}`);
  for (const [what, table] of TABLES) {
    const meaning = own(table, word);
    if (meaning !== undefined)
      parts.push(`**${word}** (${what}): ${meaning}${sinceText(what === 'advice' ? word : undefined)}`);
  }
  const option = own(OPTIONS, word);
  if (option) parts.push(`\`option ${word} ${option.number ?? option.words.join('|')}\`\n\n${option.doc}`);
  const kernel = own(docs.KERNEL_WORD_DOCS, word);
  if (kernel !== undefined) parts.push(`**${word}** (kernel): ${kernel}${eraText(word)}`);
  const rule = switchDocumentation(word);
  if (rule !== null) parts.push(rule);
  return parts.length > 0 ? parts.join('\n\n') : null;
}

function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

function operationDocumentation(row: OperationRow): string {
  const usage = row.forms.map((form) => signatureText(row, form)).join('\n');
  return `\`\`\`cow-syntax\n${usage}\n\`\`\`\n${row.doc}${sinceText(row.since)} Kernel: \`${row.kernelFunction}\`.\n\nEnds in: ${row.outcomes.join(', ')}.`;
}

function sinceText(key: string | undefined): string {
  const since = key === undefined ? undefined : own(FIRST_KERNEL, key);
  return since === undefined ? '' : ` From ${since} on.`;
}

function eraText(word: string): string {
  const version = own(ERA_NAMES as Table, word);
  return version === undefined ? '' : ` Stands for ${version}.`;
}

function switchDocumentation(word: string): string | null {
  const rule = switchNamed(word);
  if (rule === undefined) return null;
  const values = Object.entries(rule.values).map(([value, meaning]) => {
    const entry = rule.entries.find((candidate) => candidate.value === value);
    return `- \`${value}\`${entry ? ` (from ${entry.from}${commits(sourceOf(rule, entry))}; ${mark(word, entry)})` : ' (on no mainline kernel)'}: ${meaning}`;
  });
  return `**${word}** (rule switch): ${rule.doc}\n\n${values.join('\n')}`;
}

/** Whether the value was compared with a real kernel: what is not says so wherever it is shown. */
function mark(word: string, entry: SwitchEntry): string {
  return checkedText(checkedEntry(word as SwitchName, entry));
}

function commits(source: string): string {
  return source === '' ? '' : `; ${source}`;
}
