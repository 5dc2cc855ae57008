/** The commands that search: `find`, `distinguish`, and `merge` for their shards. */
import { DIFFERENCES, HARMS, type Harm, MEMORIES, type Shard } from '@cowscope/core';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { type DistinguishArguments, distinguishCommand } from './distinguish.ts';
import type { Exit } from './exit.ts';
import { findCommand } from './find.ts';
import { type GuaranteesArguments, guaranteesCommand } from './guarantees.ts';
import { mergeCommand } from './merge.ts';
import type { Output } from './output.ts';
import { SEARCH_DEFAULTS, SEARCH_FORMATS, type SearchArguments } from './search.ts';

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,9}$/.test(value)) throw new InvalidArgumentError('Say a whole number from 1 on.');
  return Number(value);
}

function within(most: number) {
  return (value: string): number => {
    const number = wholeNumber(value);
    if (number > most) throw new InvalidArgumentError(`Say a whole number from 1 to ${most}.`);
    return number;
  };
}

/** `I/N`, one part of N. */
export function shardOf(value: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count)) throw new InvalidArgumentError('Say I/N, as 1/4.');
  return shard;
}

function each(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function words(value: string, before: readonly string[]): string[] {
  return [...before, ...value.split(/[,\s]+/).filter((word) => word !== '')];
}

/** The options that describe a space and its bounds. */
function withSpace(command: Command): Command {
  const { operations, length, processes, pages, references, seconds, states, megabytes } = SEARCH_DEFAULTS;
  return command
    .option('-o, --operations <list>', 'the alphabet: operations between commas, with their words', operations)
    .option('-n, --length <number>', 'the most statements', within(40), length)
    .option('--processes <number>', 'the most processes ever made', within(6), processes)
    .option('--pages <number>', 'how many pages are named', within(4), pages)
    .option('--references <number>', 'the most references held at once', within(6), references)
    .addOption(new Option('-m, --memory <kind>', 'the memory to start with').choices(MEMORIES).default('written'))
    .option('--option <option>', "an `option` of the language, as 'lru_batch on'", each, [])
    .option('--define <kernel>', "a what-if kernel, as 'bit = 5.10 with write_gup_marks = any'", each, [])
    .option('--seconds <number>', 'the most time', wholeNumber, seconds)
    .option('--states <number>', 'the most states told apart', wholeNumber, states)
    .option('--megabytes <number>', 'the most memory for them', wholeNumber, megabytes)
    .option('--shard <I/N>', 'one part of the search of N, for `merge`', shardOf)
    .addOption(new Option('-f, --format <format>', 'what to print').choices(SEARCH_FORMATS).default('text'));
}

/** Adds the commands that search to the program. */
export function addSearchCommands(program: Command, output: Output, done: (code: Exit) => void): void {
  withSpace(
    program
      .command('find')
      .description('find the shortest scenario with a harm, or say that no scenario of up to N statements has it')
      .addArgument(new Argument('<harm>', 'what to look for').choices(HARMS))
      .requiredOption('-k, --kernel <kernel>', 'the kernel to look at'),
  ).action((harm: Harm, options: SearchArguments & { kernel: string }) =>
    done(findCommand(harm, options.kernel, options, output)),
  );
  withSpace(
    program
      .command('distinguish')
      .description('find the shortest scenario on which two kernels differ')
      .argument('<kernel>', 'a kernel')
      .argument('<other>', 'the kernel to tell from it')
      .addOption(new Option('--by <what>', 'in what they shall differ').choices(DIFFERENCES).default('verdict')),
  ).action((a: string, b: string, options: DistinguishArguments) => done(distinguishCommand([a, b], options, output)));
  program
    .command('guarantees')
    .description('print the map of what kernels get wrong, found by search, as the page docs/guarantees.md')
    .option('-k, --kernel <kernel>', 'kernels: versions, eras, all; default all', words, [])
    .option('-n, --length <number>', 'the most statements', within(40), 5)
    .action((options: GuaranteesArguments) => done(guaranteesCommand(options, output)));
  program
    .command('merge')
    .description('join what the shards of one search or exploration printed into what one run would have printed')
    .argument('<file...>', 'results of all shards, each printed with --format json')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(SEARCH_FORMATS).default('text'))
    .action((files: string[], { format }: { format: 'text' | 'json' }) => done(mergeCommand(files, format, output)));
}
