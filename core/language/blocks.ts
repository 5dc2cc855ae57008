/** The blocks of a scenario: races and their threads, which stand one in the other and nowhere else. */
import type { Lookup } from './lookup.ts';
import type { Statement } from './program.ts';
import { shown } from './spelling.ts';
import type { Piece, Stretch, Term } from './syntax.ts';

/** Follows the blocks as they open and close, and reports those that stand in the wrong place. */
export class Blocks {
  private readonly lookup: Lookup;
  /** The number of the race, counted from 0. */
  private race = -1;
  private threads: string[] = [];
  /** Open blocks, the innermost last, with the place where each was opened. */
  private readonly open: { kind: 'race' | 'thread'; line: number; at: Stretch; wrong: boolean }[] = [];
  /** The `race` of the statements of the thread that is open; null outside. */
  place: Statement['race'] = null;

  constructor(lookup: Lookup) {
    this.lookup = lookup;
  }

  /** Whether any block is open. */
  get inside(): boolean {
    return this.open.length > 0;
  }

  /** Whether a race is open and none of its threads. */
  get betweenThreads(): boolean {
    return this.open.length === 1 && this.open[0]?.kind === 'race';
  }

  /** The end of the scenario: a block that is still open is reported. */
  end(): void {
    const [block] = this.open;
    // What opened with an error has been complained about.
    if (block && !block.wrong) {
      this.lookup.line = block.line;
      this.lookup.wrong('syntax', block.at, `This ${block.kind} is never closed; put } after its last statement`);
    }
    this.open.length = 0;
    this.lookup.names.endRace();
  }

  private push(kind: 'race' | 'thread', at: Stretch, wrong: boolean): void {
    this.open.push({ kind, line: this.lookup.line, at, wrong });
  }

  private startRace(at: Stretch, wrong = false): void {
    this.race++;
    this.threads = [];
    this.push('race', at, wrong);
  }

  private startThread(at: Stretch, name: string, wrong = false): void {
    const thread = this.threads.push(name) - 1;
    this.lookup.names.thread = thread;
    this.place = { race: this.race, thread, name };
    this.push('thread', at, wrong);
  }

  /** `race {` */
  openRace(piece: Stretch): void {
    if (this.open.length === 0) this.startRace(piece);
    else {
      this.lookup.wrong('syntax', piece, 'A race stands alone, not inside another; close the other with } first');
      this.push('race', piece, true);
    }
  }

  /** `thread NAME {` */
  openThread(piece: Extract<Piece, { kind: 'thread' }>): void {
    if (!this.betweenThreads) {
      this.lookup.wrong('syntax', piece, 'A thread stands inside a race: race { thread a { … } thread b { … } }');
      this.push('thread', piece, true);
      return;
    }
    const name = piece.name.text;
    if (this.threads.includes(name)) {
      this.lookup.wrong(
        'name-taken',
        piece.name,
        `${shown(name)} is already a thread of this race; choose another name`,
      );
    }
    this.startThread(piece, name);
  }

  /** A block whose opening means nothing: what it probably is, so that its `}` closes it. */
  openUnknown(piece: Stretch): void {
    if (this.open.length === 0) this.startRace(piece, true);
    else if (this.betweenThreads) this.startThread(piece, '', true);
    else this.push('thread', piece, true);
  }

  /** `}` */
  close(piece: Stretch): void {
    if (this.open.pop() === undefined) this.lookup.wrong('syntax', piece, 'No block is open here; leave the } out');
    if (this.open.length < 2) this.place = null;
    if (this.open.length === 0) this.lookup.names.endRace();
  }

  /** Reports a statement that cannot stand inside a race. */
  misplaced(piece: Term): void {
    this.lookup.wrong(
      'syntax',
      piece,
      'Inside a race stand threads, and in them operations; write this before the race',
    );
  }
}
