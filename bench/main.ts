// npm run bench [-- --quick] [-- --json]: speed beside other programs, measured by turns in the same run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFigures } from './bundles.ts';
import { cowDocument, jsonDocument } from './documents.ts';
import { editing, hovering, opening } from './editing.ts';
import { type Figure, figureTable, ratio, reached } from './figure.ts';
import { LanguageServer } from './language-server.ts';
import { byTurns, type Summary, summarise, timed } from './measure.ts';
import { searchingFigures } from './searching.ts';
import { stepsFigure } from './steps.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ourServer = join(root, 'dist', 'server.js');
const jsonServer = createRequire(import.meta.url).resolve(
  'vscode-langservers-extracted/bin/vscode-json-language-server',
);
const quick = process.argv.includes('--quick');
const JSON_NAME = 'JSON server';

/** Rounds to measure and to throw away before; fewer for a quick look. */
function rounds(full: number, warmUp: number): { rounds: number; warmUp: number } {
  return quick ? { rounds: Math.ceil(full / 5), warmUp } : { rounds: full, warmUp };
}

/** The two sides of what `byTurns` measured. */
function sides(samples: Record<string, number[]>): { ours: Summary; theirs: Summary } {
  return { ours: summarise(samples.ours ?? []), theirs: summarise(samples.theirs ?? []) };
}

/** Edits and hovers in documents of one length, ours and the JSON server by turns. */
async function editingFigures(lines: number, target: number, count: number): Promise<Figure[]> {
  const [ours, theirs] = [await LanguageServer.start(ourServer), await LanguageServer.start(jsonServer)];
  const [cow, json] = [cowDocument(lines), jsonDocument(lines)];
  try {
    await opening(ours, cow)();
    await opening(theirs, json)();
    const edits = await byTurns(
      { ours: editing(ours, cow), theirs: editing(theirs, json) },
      rounds(count, lines <= 1000 ? 200 : 10),
    );
    const hovers = await byTurns({ ours: hovering(ours, cow), theirs: hovering(theirs, json) }, rounds(50, 5));
    const size = lines.toLocaleString('en');
    return [
      { name: `edit → diagnostics, ${size} lines`, unit: 'ms', ...sides(edits), peer: JSON_NAME, target },
      { name: `hover, ${size} lines`, unit: 'ms', ...sides(hovers), peer: JSON_NAME, target: 1 },
    ];
  } finally {
    await Promise.all([ours.stop(), theirs.stop()]);
  }
}

/** From starting the process to the answer of `initialize`. */
async function startFigure(): Promise<Figure> {
  const start = (script: string) => async () => {
    let server: LanguageServer | undefined;
    const ms = await timed(async () => {
      server = await LanguageServer.start(script);
    });
    await server?.stop();
    return ms;
  };
  const samples = await byTurns({ ours: start(ourServer), theirs: start(jsonServer) }, rounds(15, 1));
  return { name: 'start → initialize answered', unit: 'ms', ...sides(samples), peer: JSON_NAME, target: 0.5 };
}

/** Opening a long document in a fresh server, beside a fresh process that only parses it. */
async function openingFigure(lines: number): Promise<Figure> {
  const document = cowDocument(lines);
  const open = async () => {
    const server = await LanguageServer.start(ourServer);
    const ms = await opening(server, document)();
    await server.stop();
    return ms;
  };
  const parse = async () =>
    Number(execFileSync(process.execPath, [join(root, 'bench', 'parse-alone.ts'), `${lines}`], { encoding: 'utf8' }));
  const samples = await byTurns({ ours: open, theirs: parse }, rounds(7, 1));
  const name = `opening ${lines.toLocaleString('en')} lines → first diagnostics`;
  return { name, unit: 'ms', ...sides(samples), peer: 'Chevrotain, parse alone', target: 2 };
}

if (!existsSync(ourServer)) {
  console.error('bench: dist/server.js is not there; run npm run build first');
  process.exit(2);
}

const figures: Figure[] = [
  ...(await editingFigures(1_000, 0.6, 100)),
  ...(await editingFigures(10_000, 0.3, 40)),
  ...(await editingFigures(100_000, 0.15, 15)),
  await openingFigure(100_000),
  await startFigure(),
  await stepsFigure(100_000, 25),
  ...(await searchingFigures(ourServer, 1_000, rounds(100, 50))),
  ...(await bundleFigures(root)),
];
if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify(
      figures.map((figure) => ({ ...figure, ratio: ratio(figure), reached: reached(figure) })),
      null,
      2,
    ),
  );
} else {
  console.log(
    `${figureTable(figures)}\n\nNode ${process.version}; median and 95th percentile, the programs measured by turns in one run.`,
  );
}
