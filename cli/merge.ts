import { type JsonSearch, mergeSearches } from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** `cowscope merge`: joins what the shards of one search printed into what the one run would have printed. */
export function mergeCommand(files: readonly string[], format: 'text' | 'json', output: Output): Exit {
  const results: JsonSearch[] = [];
  for (const file of files) {
    const result = readResult(file);
    if (typeof result === 'string') {
      output.err(`cowscope: ${result}\n`);
      return EXIT.wrong;
    }
    results.push(result);
  }
  const merged = mergeSearches(results);
  if (typeof merged === 'string') {
    output.err(`cowscope: ${merged}\n`);
    return EXIT.wrong;
  }
  output.out(format === 'json' ? `${JSON.stringify(merged)}\n` : textOf(merged));
  return merged.answer === 'stopped' ? EXIT.failed : EXIT.ok;
}

function readResult(file: string): JsonSearch | string {
  const input = readInput(file);
  if ('message' in input) return input.message;
  try {
    const result = JSON.parse(input.text) as Partial<JsonSearch> | null;
    const whole = result?.format === 1 && result.question && result.levels && result.witnesses && 'shard' in result;
    return whole ? (result as JsonSearch) : `${file} is no result of \`find\` or \`distinguish\` --format json`;
  } catch {
    return `${file} is no JSON; it is what \`find\` or \`distinguish\` print with --format json`;
  }
}

function textOf({ witnesses, sentence }: JsonSearch): string {
  if (witnesses.length === 0) return `${sentence}\n`;
  return `${witnesses.map(({ text }) => text).join('\n')}\n# ${sentence}\n`;
}
