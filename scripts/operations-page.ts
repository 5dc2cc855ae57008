/** The reference page of all operations, made from the table. */
import {
  ADVICE_DOCS,
  ATTRIBUTE_DOCS,
  FIRST_KERNEL,
  FLAG_DOCS,
  OPERATIONS,
  OPTIONS,
  type OperationRow,
  OUTCOME_DOCS,
  PAGE_FLAG_DOCS,
  RECLAIM_DOCS,
  signatureText,
} from '../core/index.ts';

/** The Markdown of docs/operations.md. */
export function operationsPage(): string {
  const rows: readonly OperationRow[] = Object.values(OPERATIONS);
  return [
    '<!-- Made from core/language/operations.ts by `npm run generate`; a test compares them. -->',
    '# Operations',
    '',
    'Every operation of the language: how it is written, what it stands for in the kernel, how it can end. `P` is a process,',
    '`A` an address or a range, `R` a reference; what stands in brackets may be left out. Expectations, directives and',
    'verdicts are in [language.md](language.md).',
    '',
    index(rows),
    '',
    ...rows.flatMap(section),
    '## Words',
    '',
    'Flags of operations:',
    '',
    table('flag', FLAG_DOCS),
    '',
    'Advice of `madvise`:',
    '',
    table('advice', withFirst(ADVICE_DOCS)),
    '',
    'Steps of `reclaim`:',
    '',
    table('step', RECLAIM_DOCS),
    '',
    '## Outcomes',
    '',
    table('outcome', OUTCOME_DOCS),
    '',
    '## Attributes and flags of `expect`',
    '',
    table('attribute', ATTRIBUTE_DOCS),
    '',
    table('flag', PAGE_FLAG_DOCS),
    '',
    '## Options',
    '',
    table(
      'option',
      Object.fromEntries(
        Object.entries(OPTIONS).map(([name, row]) => [`${name} ${row.number ?? row.words.join('|')}`, row.doc]),
      ),
    ),
    '',
  ].join('\n');
}

function index(rows: readonly OperationRow[]): string {
  return rows.map(({ word }) => `[\`${word}\`](#${word})`).join(' · ');
}

function section(row: OperationRow): string[] {
  const since = row.since === undefined ? undefined : FIRST_KERNEL[row.since];
  return [
    `## ${row.word}`,
    '',
    '```text',
    ...row.forms.map((form) => signatureText(row, form)),
    '```',
    '',
    row.doc + (since === undefined ? '' : ` From ${since} on; older kernels end it as \`unsupported\`.`),
    '',
    `Kernel: \`${row.kernelFunction}\`. Ends in ${row.outcomes.map((outcome) => `\`${outcome}\``).join(', ')}.`,
    '',
  ];
}

function withFirst(docs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(docs).map(([word, doc]) => [
      word,
      FIRST_KERNEL[word] === undefined ? doc : `${doc} From ${FIRST_KERNEL[word]} on.`,
    ]),
  );
}

function table(what: string, docs: Readonly<Record<string, string>>): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    `| ${what} | meaning |`,
    '| --- | --- |',
    ...Object.entries(docs).map(([word, doc]) => `| \`${cell(word)}\` | ${cell(doc)} |`),
  ].join('\n');
}
