import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { BISECT_FORMATS, type BisectArguments, bisectCommand } from './bisect.ts';
import { COMPARE_FORMATS, type CompareKernelsArguments, compareCommand } from './compare.ts';
import { type CompareArguments, compareTraceCommand } from './compare-trace.ts';
import { EXIT, type Exit } from './exit.ts';
import { EXPLORE_FORMATS, type ExploreArguments, exploreCommand } from './explore.ts';
import { type ExportArguments, exportCommand } from './export.ts';
import { formatCommand } from './format.ts';
import { type ImportArguments, importCommand } from './import.ts';
import { kernelsCommand } from './kernels.ts';
import { languageServerCommand } from './lsp.ts';
import { mcpCommand } from './mcp.ts';
import type { Output } from './output.ts';
import { REPORTS, type RunArguments, runCommand, STEPS } from './run.ts';
import { addSearchCommands, shardOf } from './search-commands.ts';
import { SELFTEST_FORMATS, type SelftestArguments, selftestCommand } from './selftest.ts';
import { SHRINK_VERDICTS, type ShrinkArguments, shrinkCommand } from './shrink.ts';

/** Splits `5.7,6.12` and adds it to what earlier options named. */
function collect(value: string, before: string[]): string[] {
  return [...before, ...value.split(/[,\s]+/).filter((word) => word !== '')];
}

/** A whole number from 1 on. */
function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Say a whole number from 1 on.');
  return Number(value);
}

function addRun(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('run')
    .description('run scenarios under their kernels and print what became of every page')
    .argument('<file...>', 'files of scenarios; - is the standard input')
    .option(
      '-k, --kernel <kernel>',
      'a kernel instead of those of the file: version, era, long-term or what-if name, eras, all',
      collect,
      [],
    )
    .addOption(new Option('-f, --format <format>', 'what to print').choices(REPORTS).default('text'))
    .addOption(
      new Option('--steps <steps>', 'of the JSON: the whole state after every step, what changed, or none')
        .choices(STEPS)
        .default('all'),
    )
    .option('-i, --interleaving <name>', "of races: the interleaving to show, as explore names it: 'a 2, b 3'")
    .action((files: string[], options: Omit<RunArguments, 'files'>) => done(runCommand({ ...options, files }, output)));
}

function addFormat(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('format')
    .description('lay out files in the one form; - goes from standard input to standard output')
    .argument('<file...>', 'files of scenarios')
    .option('-c, --check', 'write nothing, and name the files that are laid out otherwise', false)
    .action((files: string[], { check }: { check: boolean }) => done(formatCommand(files, check, output)));
}

function addKernels(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('kernels')
    .description('print the rule switches by version, or the rows of some kernels')
    .argument('[name...]', 'kernels: versions, eras, long-term names')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action((names: string[], { format }: { format: 'text' | 'json' }) => done(kernelsCommand(names, format, output)));
}

function addSelftest(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('selftest')
    .description("print what the kernel's own copy-on-write selftest, mm/cow.c, would print on simulated kernels")
    .option(
      '-k, --kernel <kernel>',
      'kernels, side by side: versions, eras, long-term names, eras, all; default the newest',
      collect,
      [],
    )
    .addOption(new Option('-f, --format <format>', 'what to print').choices(SELFTEST_FORMATS).default('text'))
    .action((options: SelftestArguments) => done(selftestCommand(options, output)));
}

function addExport(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('export')
    .description('write a scenario as one C program, to be run on a real kernel')
    .argument('<file>', 'a file of scenarios; - is the standard input')
    .option('--c', 'as C11, the only way there is', false)
    .option('-o, --output <path>', 'the file to write; several scenarios get numbers')
    .action((file: string, options: ExportArguments) => done(exportCommand(file, options, output)));
}

function addCompareTrace(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('compare-trace')
    .description('show where a real kernel and the simulation part, step by step')
    .argument('<observed>', 'what an exported program printed, run as root')
    .argument('<file>', 'the file that it was exported from')
    .option('-k, --kernel <kernel>', 'the kernel to simulate; default the first of the file', collect, [])
    .option('-s, --scenario <number>', 'which scenario of the file, from 1', Number, 1)
    .action((observed: string, file: string, options: CompareArguments) =>
      done(compareTraceCommand(observed, file, options, output)),
    );
}

function addCompare(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('compare')
    .description('run a scenario under many kernels, side by side, and show where they part')
    .argument('<file>', 'a file of scenarios; - is the standard input')
    .option('-k, --kernel <kernel>', 'kernels to compare; default those of the file, else eras', collect, [])
    .option('-s, --scenario <title>', 'one scenario of the file, by its title or its number')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(COMPARE_FORMATS).default('text'))
    .action((file: string, options: CompareKernelsArguments) => done(compareCommand(file, options, output)));
}

function addBisect(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('bisect')
    .description('find the version, the switches and the commits that change a verdict, and the patch that mends it')
    .argument('<file>', 'a file of scenarios; - is the standard input')
    .option('-k, --kernel <kernel>', 'kernels to go through, in this order; default every version', collect, [])
    .option('-s, --scenario <title>', 'one scenario of the file, by its title or its number')
    .option('-e, --expect <expectation>', "an expectation instead of the verdict: 'expect dma coherent'")
    .option(
      '-l, --line <number>',
      'what this line does instead of the verdict; with --expect: ask after it',
      wholeNumber,
    )
    .option('--fix <kernel>', 'the kernel to mend; default the newest that is harmed')
    .option('--size <switches>', 'the most switches that a flip may change', wholeNumber)
    .option('--runs <number>', 'the most runs of a search for flips', wholeNumber)
    .addOption(new Option('-f, --format <format>', 'what to print').choices(BISECT_FORMATS).default('text'))
    .action((file: string, options: BisectArguments) => done(bisectCommand(file, options, output)));
}

function addExplore(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('explore')
    .description('every outcome of the races of a scenario, each with the shortest interleaving that leads to it')
    .argument('<file>', 'a file of scenarios; - is the standard input')
    .option('-k, --kernel <kernel>', 'kernels instead of those of the file', collect, [])
    .option('-s, --scenario <title>', 'one scenario of the file, by its title or its number')
    .option('--states <number>', 'the most states that are looked at', wholeNumber)
    .option('--shard <I/N>', 'one part of the exploration of N, for `merge`', shardOf)
    .addOption(new Option('-f, --format <format>', 'what to print').choices(EXPLORE_FORMATS).default('text'))
    .action((file: string, options: ExploreArguments) => done(exploreCommand(file, options, output)));
}

function addShrink(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('shrink')
    .description('find the smallest scenario that still has the same verdict, and write it with what is expected of it')
    .argument('<file>', 'a file of scenarios; - is the standard input')
    .option(
      '-k, --kernel <kernel>',
      'the kernel; of several each keeps its verdict; default one that is harmed',
      collect,
      [],
    )
    .option('-s, --scenario <title>', 'one scenario of the file, by its title or its number')
    .addOption(new Option('--verdict <verdict>', 'the harm to keep; default the verdict').choices(SHRINK_VERDICTS))
    .option('-e, --expect <expectation>', "an expectation that has to hold at the end too: 'expect dma stale'")
    .option('--steps <number>', 'the most statements that are run, all runs together', wholeNumber)
    .option('-o, --output <path>', 'the file to write; default the standard output')
    .action((file: string, options: ShrinkArguments) => done(shrinkCommand(file, options, output)));
}

function addImport(program: Command, output: Output, done: (code: Exit) => void): void {
  program
    .command('import')
    .description('make a scenario of what was recorded from a real program')
    .addArgument(new Argument('<kind>', 'what kind of recording it is').choices(['strace']))
    .argument('<file>', 'what strace -f -e raw=read,write,pread64,pwrite64 -o FILE wrote; - is the standard input')
    .option('-o, --output <path>', 'the file to write; default the standard output')
    .option(
      '--assume-writes',
      'let the parent of each fork write, when it next runs, to all of its pages that matter',
      false,
    )
    .action((_: string, file: string, options: ImportArguments) => done(importCommand(file, options, output)));
}

function addLanguageServer(program: Command, done: (code: Exit) => void): void {
  program
    .command('lsp')
    .description('serve any editor that speaks the Language Server Protocol')
    .option('--stdio', 'over standard input and output, the only way there is')
    .action(async () => done(await languageServerCommand()));
}

function addModelContext(program: Command, done: (code: Exit) => void): void {
  program
    .command('mcp')
    .description('serve coding agents with tools, over the Model Context Protocol')
    .option('--stdio', 'over standard input and output, the only way there is')
    .action(async () => done(await mcpCommand()));
}

/** Gives the program and every command the same manners: errors as one sentence, no exit of their own. */
function civilise(command: Command, output: Output): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => output.out(text),
    writeErr: (text) => output.err(text),
    outputError: (text, write) => write(text.replace(/^error: /, 'cowscope: ')),
  });
  command.showHelpAfterError(`(cowscope ${command.parent ? `${command.name()} ` : ''}--help says what there is)`);
  for (const child of command.commands) civilise(child, output);
}

/**
 * The whole program: does what the arguments say and gives the exit code. What is wrong with the arguments is said in a
 * sentence on the error output and gives 2. Only a closed pipe and what cannot happen are thrown.
 */
export async function runCommandLine(args: readonly string[], output: Output): Promise<Exit> {
  let code: Exit = EXIT.ok;
  const done = (result: Exit) => {
    code = result;
  };
  const program = new Command('cowscope')
    .description('Simulates what Linux copy-on-write does to every page of a scenario.')
    .version(version);
  addRun(program, output, done);
  addFormat(program, output, done);
  addKernels(program, output, done);
  addSelftest(program, output, done);
  addExport(program, output, done);
  addCompareTrace(program, output, done);
  addCompare(program, output, done);
  addBisect(program, output, done);
  addExplore(program, output, done);
  addShrink(program, output, done);
  addImport(program, output, done);
  addSearchCommands(program, output, done);
  addLanguageServer(program, done);
  addModelContext(program, done);
  civilise(program, output);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are asked for and end with 0; everything else is a wrong command line.
    return error.exitCode === 0 ? EXIT.ok : EXIT.wrong;
  }
  return code;
}
