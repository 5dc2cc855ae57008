/** Breakpoints on statements and on numbers. */
import type { DebugPlace } from '@cowscope/server/protocol.ts';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LookingSession } from './looking.ts';

/** Lines below an empty one that are searched for a statement to carry its breakpoint. */
const LINES_BELOW = 200;

/** Breakpoints as they stand now, and the statements that they stop at. */
export interface SetBreakpoints {
  /** Whether they are in the file that is debugged. */
  readonly isOurs: boolean;
  readonly breakpoints: DebugProtocol.Breakpoint[];
  readonly statements: number[];
}

/** Places breakpoints of a file: each on the statement at its column, the first of its line, or the next below. */
export async function breakpointsOn(
  session: LookingSession,
  source: DebugProtocol.Source,
  wanted: readonly DebugProtocol.SourceBreakpoint[],
): Promise<SetBreakpoints> {
  const isOurs = source.path === session.program.path;
  if (!isOurs) {
    const away = { verified: false, message: 'Another file is being debugged' };
    return { isOurs, breakpoints: wanted.map(() => away), statements: [] };
  }
  const places = await Promise.all(wanted.map(({ line, column }) => placeFor(session, line, column)));
  const breakpoints = places.map((place) =>
    place === undefined
      ? { verified: false, message: 'No statement of this scenario stands here or below' }
      : { verified: true, line: place.line, column: place.column, endLine: place.line, endColumn: place.endColumn },
  );
  return { isOurs, breakpoints, statements: places.flatMap((place) => place?.statement ?? []) };
}

async function placeFor(session: LookingSession, line: number, column?: number): Promise<DebugPlace | undefined> {
  const { run, source } = session;
  const places = await source.places({ run: run.run, from: line, to: line + LINES_BELOW });
  const here = places.filter((place) => place.line === line);
  if (here.length === 0) return places[0];
  if (column === undefined) return here[0];
  return here.find(({ endColumn }) => column < endColumn) ?? here[here.length - 1];
}

/** Places breakpoints on numbers: each is watched under the name that its node gave. */
export async function setData(
  session: LookingSession,
  wanted: readonly DebugProtocol.DataBreakpoint[],
): Promise<{ readonly breakpoints: DebugProtocol.Breakpoint[]; readonly watches: string[] }> {
  const { run, position, source } = session;
  const nodes = await Promise.all(
    wanted.map(({ dataId: expression }) => source.evaluate({ run: run.run, position, expression })),
  );
  const breakpoints = nodes.map((node) =>
    'error' in node ? { verified: false, message: node.error } : { verified: node.watch !== null },
  );
  return {
    breakpoints,
    watches: nodes.flatMap((node) => ('error' in node || node.watch === null ? [] : [node.watch])),
  };
}
