/**
 * From Stryker's report to docs/mutation.md: the numbers of each file, and every mutant that no test noticed with the
 * reason why (survivors/). `node scripts/mutation/report.ts [REPORT…] [--list] [--unused]`; reports of different files add
 * up. `--list` only prints what has no reason yet, `--unused` also the reasons that nothing needs any more. Ends with 1 if
 * fewer than nine of ten were noticed, or if a survivor has no reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Report, reasonFor, type Survivor, survivorsOf } from './survivor.ts';
import { SURVIVORS } from './survivors/index.ts';
import type { Reason } from './survivors/reason.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WANTED = 0.9;

interface FileResult {
  readonly file: string;
  readonly killed: number;
  readonly survived: number;
}

const NOTICED: ReadonlySet<string> = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);

/** The reasons of what does not survive any more, or stands no longer there. */
function unusedReasons(survivors: readonly Survivor[]): Reason[] {
  const used = new Set(survivors.map(reasonFor));
  return SURVIVORS.filter((reason) => !used.has(reason));
}

/** What a report says of each file. Throws where there is no such report. */
function filesOf(path: string): Report['files'] {
  return (JSON.parse(readFileSync(resolve(path), 'utf8')) as Report).files;
}

function main(words: readonly string[]): number {
  const named = words.filter((word) => !word.startsWith('-'));
  const reports = named.length > 0 ? named : [join(ROOT, 'out', 'mutation.json')];
  const files = Object.assign({}, ...reports.map(filesOf)) as Report['files'];
  const results: FileResult[] = [];
  const survivors: Survivor[] = [];
  for (const [file, { source, mutants }] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const here = survivorsOf(file, source, mutants);
    const killed = mutants.filter(({ status }) => NOTICED.has(status)).length;
    survivors.push(...here);
    if (killed + here.length > 0) results.push({ file, killed, survived: here.length });
  }
  const unexplained = survivors.filter((survivor) => reasonFor(survivor) === undefined);
  if (words.includes('--list')) {
    for (const one of unexplained)
      console.log(
        `${one.file}:${one.line} [${one.within}] ${one.mutator}\n    ${one.context}\n    ${one.original}  →  ${one.replacement}`,
      );
  } else writePage(results, survivors);
  for (const one of words.includes('--unused') ? unusedReasons(survivors) : [])
    console.log(
      `no survivor: ${one.file} [${one.within ?? ''}] ${one.context ?? ''} ${one.original ?? ''}: ${one.why}`,
    );
  const killed = results.reduce((sum, one) => sum + one.killed, 0);
  const share = killed / (killed + survivors.length);
  console.log(
    `mutation: ${killed + survivors.length} mutants, ${killed} killed (${(share * 100).toFixed(1)} %), ${survivors.length} survived, ${unexplained.length} of them without a reason`,
  );
  return share >= WANTED && unexplained.length === 0 ? 0 : 1;
}

const PAGE = join(ROOT, 'docs', 'mutation.md');
const START = '<!-- from here on made by `npm run mutation` -->';

function writePage(results: readonly FileResult[], survivors: readonly Survivor[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const kept = page.slice(0, page.indexOf(START) + START.length);
  writeFileSync(PAGE, `${kept}\n\n${numbers(results)}\n\n${explained(survivors)}\n`);
}

function percent(killed: number, survived: number): string {
  return `${((killed / (killed + survived)) * 100).toFixed(1)} %`;
}

function numbers(results: readonly FileResult[]): string {
  const sum = (key: 'killed' | 'survived') => results.reduce((total, one) => total + one[key], 0);
  const row = (file: string, killed: number, survived: number) =>
    `| ${file} | ${killed + survived} | ${killed} | ${survived} | ${percent(killed, survived)} |`;
  return [
    '## The last run',
    '',
    '| file | mutants | killed | survived | |',
    '| --- | ---: | ---: | ---: | ---: |',
    row('**all**', sum('killed'), sum('survived')),
    ...results.map(({ file, killed, survived }) => row(`\`${file}\``, killed, survived)),
  ].join('\n');
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${fence === '``' ? ` ${text} ` : text}${fence}`.replaceAll('|', '\\|');
}

function explained(survivors: readonly Survivor[]): string {
  const groups = new Map<Reason | undefined, Survivor[]>();
  for (const survivor of survivors) {
    const reason = reasonFor(survivor);
    groups.set(reason, [...(groups.get(reason) ?? []), survivor]);
  }
  const sections = [...groups].map(([reason, ones]) => {
    const lines = ones.map(
      (one) =>
        `- \`${one.file}:${one.line}\` ${one.within ? `in \`${one.within}\`: ` : ''}${code(one.original)} → ${code(one.replacement)}`,
    );
    return `**${reason ? `${reason.kind}: ${reason.why}` : 'no reason found yet'}**\n\n${lines.join('\n')}`;
  });
  return ['## What survived, and why', ...sections].join('\n\n');
}

process.exitCode = main(process.argv.slice(2));
