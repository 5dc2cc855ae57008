/** What a session says in the debug console. */
import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LookingSession } from './looking.ts';

/** Statements that one go prints, the latest of them. */
const MAX_LINES = 100;

/** Writes a text to the debug console. */
export function output(session: Pick<LookingSession, 'sendEvent'>, text: string, category = 'stdout'): void {
  session.sendEvent(new OutputEvent(text, category));
}

/** Says what became of the statements that ran between two positions, each with a link to its line. */
export async function tellRun(session: LookingSession, from: number, to: number): Promise<void> {
  const { run, program } = session;
  const ran = ((to + 1) >> 1) - ((from + 1) >> 1);
  if (ran <= 0) return;
  const first = to % 2 === 1 ? 0 : 1;
  const { frames } = await session.source.frames({
    run: run.run,
    position: to,
    from: first,
    count: Math.min(ran, MAX_LINES),
  });
  if (ran > MAX_LINES) output(session, `… ${ran - MAX_LINES} statements\n`);
  for (const { name, line, column } of [...frames].reverse()) {
    const event: DebugProtocol.OutputEvent = new OutputEvent(`${name}\n`, 'stdout');
    session.sendEvent(Object.assign(event, { body: { ...event.body, source: program, line, column } }));
  }
}
