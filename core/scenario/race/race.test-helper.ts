/** Races of texts, and the bytes of where they stand. */
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { beginRace } from '../../machine/atomic/step.ts';
import { type Atomic, raceAt, writesInOrder } from '../../machine/atomic/thread.ts';
import { SILENCE } from '../../machine/machine.ts';
import { runStatement, startMachine } from '../../machine/start.ts';
import { StateEncoder } from './encode.ts';
import type { RaceEnd } from './ends.ts';

/** The first race of a text, about to begin. */
export function raceOf(text: string, version: string): Atomic {
  const scenario = parseProgram(text).scenarios[0]!;
  const m = startMachine(scenario, kernelNamed(version)!, SILENCE);
  const from = scenario.statements.findIndex(({ race }) => race !== null);
  for (let i = 0; i < from; i++) runStatement(m, i, scenario.statements[i]!);
  const program = raceAt(scenario, from, m.state.writes);
  const order = program.threads.flatMap((operations, t) => operations.map((_, op) => [t, op] as const));
  return beginRace(m, program, writesInOrder(program, order), SILENCE);
}

/** The state in which a race stands. */
export function bytesOf(a: Atomic): string {
  const { buffer, length } = new StateEncoder().encode(a);
  return Buffer.from(buffer.subarray(0, length)).toString('hex');
}

/** The states of some ends, in an order that is their own. */
export function bytesOfAll(a: Atomic, ends: readonly RaceEnd[]): string[] {
  const all = ends.map(({ state, race }) => {
    a.m.state = state;
    a.race = race;
    return bytesOf(a);
  });
  return all.sort();
}
