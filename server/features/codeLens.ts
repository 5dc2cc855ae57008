import { shownInterleaving } from '@cowscope/core';
import type { CodeLens, Command, Range } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { COMMANDS, type CommandArguments, type Settings } from '../protocol.ts';

/** The questions that lenses ask of a scenario, in their order: what they are called, and the command that answers. */
const QUESTIONS: readonly (readonly [title: string, command: string])[] = [
  ['Debug', COMMANDS.debug],
  ['Compare', COMMANDS.compare],
  ['Bisect', COMMANDS.bisect],
  ['Explore', COMMANDS.explore],
  ['Shrink', COMMANDS.shrink],
  ['Export', COMMANDS.export],
];

/**
 * Above each scenario: run it, its verdict on the kernel that is shown, and, in our own editor, a choice of another kernel
 * or interleaving, and what else can be asked of it. Our client leaves out what it has no command for. None where the setting is `off`.
 */
export function codeLens(document: CowDocument, isOurs: boolean, show: Settings['codeLens']['show']): CodeLens[] {
  if (show === 'off') return [];
  return document.program.scenarios.flatMap(({ line, statements }, index) => {
    if (statements.length === 0) return [];
    const start = { line: Math.max(line - 1, 0), character: 0 };
    const range = { start, end: start };
    const trace = document.trace(index);
    const { verdict, kernel } = trace;
    const shown = shownInterleaving(trace);
    const args: CommandArguments = [document.uri, index];
    const own = show === 'all' ? QUESTIONS : QUESTIONS.filter(([, command]) => command === COMMANDS.debug);
    return [
      lens(range, 'Run', COMMANDS.run, args),
      ...(isOurs ? own.map(([title, command]) => lens(range, title, command, args)) : []),
      lens(range, `${verdict} on ${kernel.name}`, COMMANDS.run, args),
      ...(isOurs ? [lens(range, 'Select Kernel', COMMANDS.selectKernel, args)] : []),
      ...(isOurs && shown !== null ? [lens(range, `${shown} ▾`, COMMANDS.selectInterleaving, args)] : []),
    ];
  });
}

function lens(range: Range, title: string, command: string, args: CommandArguments): CodeLens {
  const run: Command = { title, command, arguments: args };
  return { range, command: run };
}
