/** The instances of an alphabet: every letter with every process, page and reference that it can name, and their statements. */

import type { Operation } from '../../language/operations.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Statement } from '../../language/program.ts';
import { type Letter, makes, names, processesNamed, spell } from './alphabet.ts';
import type { Places } from './memory.ts';

/** A letter with its names filled in. What it makes gets its number when it is written. */
export interface Instance {
  readonly letter: Letter;
  /** Processes that it names, by number. */
  readonly processes: readonly number[];
  /** Page that it names; -1: none. */
  readonly page: number;
  /** Reference that it names; -1: none. */
  readonly reference: number;
  readonly makes: 'process' | 'reference' | null;
  /** Whether it writes a fresh value. */
  readonly fresh: boolean;
  /** The statement as the parser gives it; what it makes and the fresh value are numbered by `statementOf`. */
  readonly statement: Statement;
  /** Statements made so far, by what they make and by fresh value. */
  readonly made: Map<number, Statement>;
}

/** How much a search may name. */
export interface Room {
  readonly processes: number;
  readonly pages: number;
  /** References ever taken: at most one for each statement. */
  readonly references: number;
}

/** Letters that act on a whole mapping. */
const WHOLE: ReadonlySet<string> = new Set(['munmap', 'mprotect', 'madvise', 'uffd_wp', 'uffd_rwp', 'uffd_continue']);

/** Every instance of these letters, in the order in which a search tries them: by letter, process, page, reference. */
export function instancesOf(letters: readonly Letter[], places: Places, room: Room): Instance[] {
  const instances: Instance[] = [];
  for (const letter of letters) {
    const pages = names(letter, 'address') ? count(room.pages) : [-1];
    const references = names(letter, 'reference') ? count(room.references) : [-1];
    const all = choices(processesNamed(letter), room.processes);
    for (const processes of all.filter(([first]) => letter.process === null || letter.process === first))
      for (const page of pages)
        for (const reference of references)
          instances.push(instanceOf(letter, processes, page, reference, places, room));
  }
  return instances;
}

function count(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** Ways to name `n` different processes. */
function choices(n: number, processes: number): number[][] {
  if (n === 0) return [[]];
  return choices(n - 1, processes).flatMap((few) =>
    count(processes)
      .filter((one) => !few.includes(one))
      .map((one) => [...few, one]),
  );
}

function instanceOf(
  letter: Letter,
  processes: readonly number[],
  page: number,
  reference: number,
  places: Places,
  room: Room,
): Instance {
  const address = page < 0 ? '' : (WHOLE.has(letter.word) ? places.ranges : places.addresses)[page]!;
  const filling = {
    processes: processes.map((id) => `p${id + 1}`),
    address,
    reference: reference < 0 ? '' : `ref${reference + 1}`,
    file: 'f',
  };
  const statement = parsed(spell(letter, filling), places, room);
  const operation = statement.operation!;
  return {
    letter,
    processes,
    page,
    reference,
    makes: makes(letter),
    fresh: 'value' in operation && operation.value === null,
    statement,
    made: new Map(),
  };
}

/** The statement of a text, read where every name of the room is known: the parser alone knows what a text means. */
function parsed(text: string, places: Places, room: Room): Statement {
  const lines = [
    ...places.preamble,
    ...count(room.processes - 1).map((i) => `process p${i + 2}`),
    ...count(room.references).map((i) => `hold p1 ${places.addresses[0]} as ref${i + 1}`),
    text,
  ];
  const { scenarios, errors } = parseProgram(lines);
  if (errors.length > 0) throw new Error(`an instance that cannot be read: ${text}: ${errors[0]!.message}`);
  return scenarios[0]!.statements.at(-1)!;
}

/** The statement of an instance that makes the process or reference with this number, after so many fresh values. */
export function statementOf(instance: Instance, made: number, fresh: number, line: number): Statement {
  const key = (made * 64 + fresh) * 64 + line;
  let statement = instance.made.get(key);
  if (statement === undefined) {
    statement = { ...instance.statement, operation: making(instance, made), fresh, line };
    instance.made.set(key, statement);
  }
  return statement;
}

function making({ statement, makes: what }: Instance, made: number): Operation {
  const operation = statement.operation!;
  switch (what) {
    case 'process':
      return { ...operation, child: made } as Operation;
    case 'reference':
      return { ...operation, reference: made } as Operation;
    case null:
      return operation;
  }
}
