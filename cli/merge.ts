import { type JsonExploration, type JsonSearch, mergeExplorations, mergeSearches } from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import { explorationsText } from './explore.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** What one file holds: a search, or the explorations of a file of scenarios. */
type Result = { readonly search: JsonSearch } | { readonly explorations: readonly JsonExploration[] };

/** What was joined, in both forms. */
interface Merged {
  readonly json: object;
  readonly text: string;
  readonly stopped: boolean;
}

/** `cowscope merge`: joins what the shards of one search or exploration printed into what the one run would have printed. */
export function mergeCommand(files: readonly string[], format: 'text' | 'json', output: Output): Exit {
  const results: Result[] = [];
  for (const file of files) {
    const result = readResult(file);
    if (typeof result === 'string') return wrong(result, output);
    results.push(result);
  }
  const merged = merge(results);
  if (typeof merged === 'string') return wrong(merged, output);
  output.out(format === 'json' ? `${JSON.stringify(merged.json)}\n` : merged.text);
  return merged.stopped ? EXIT.failed : EXIT.ok;
}

function wrong(message: string, output: Output): Exit {
  output.err(`cowscope: ${message}\n`);
  return EXIT.wrong;
}

function readResult(file: string): Result | string {
  const input = readInput(file);
  if ('message' in input) return input.message;
  try {
    const result = JSON.parse(input.text) as (Partial<JsonSearch> & { explorations?: JsonExploration[] }) | null;
    if (result?.format === 1 && Array.isArray(result.explorations)) return { explorations: result.explorations };
    const whole = result?.format === 1 && result.question && result.levels && result.witnesses && 'shard' in result;
    if (whole) return { search: result as JsonSearch };
    return `${file} is no result of \`find\`, \`distinguish\` or \`explore\` --format json`;
  } catch {
    return `${file} is no JSON; it is what \`find\`, \`distinguish\` or \`explore\` print with --format json`;
  }
}

/** What all came to together, or why they cannot be joined. */
function merge(results: readonly Result[]): Merged | string {
  const searches = results.flatMap((result) => ('search' in result ? [result.search] : []));
  const explored = results.flatMap((result) => ('explorations' in result ? [result.explorations] : []));
  if (searches.length > 0 && explored.length > 0) return 'some results are of a search and some of an exploration';
  if (explored.length > 0) return mergedExplorations(explored);
  const merged = mergeSearches(searches);
  if (typeof merged === 'string') return merged;
  return { json: merged, text: textOf(merged), stopped: merged.answer === 'stopped' };
}

/** Each exploration of the files with those that stand at its place in the others. */
function mergedExplorations(files: readonly (readonly JsonExploration[])[]): Merged | string {
  const [first = []] = files;
  if (files.some(({ length }) => length !== first.length))
    return 'the results answer different questions; join the shards of one exploration';
  const explorations: JsonExploration[] = [];
  for (const i of first.keys()) {
    const merged = mergeExplorations(files.map((file) => file[i]!));
    if (typeof merged === 'string') return merged;
    explorations.push(merged);
  }
  const stopped = explorations.some((one) => one.stopped !== null);
  return { json: { format: 1, explorations }, text: explorationsText(explorations), stopped };
}

function textOf({ witnesses, sentence }: JsonSearch): string {
  if (witnesses.length === 0) return `${sentence}\n`;
  return `${witnesses.map(({ text }) => text).join('\n')}\n# ${sentence}\n`;
}
