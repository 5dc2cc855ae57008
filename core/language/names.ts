/** The processes and references of a scenario, which share one set of names: what is alive, and default names. */

/** The most processes of a scenario, the dead included. */
export const MAX_PROCESSES = 4096;

/** Alive, or gone for everybody; a number above `GONE` is gone for thread `n - GONE - 1` of the race that is being read. */
const ALIVE = 0;
const GONE = 1;

/** What a name stands for: a process (`number >= 0`), a reference (`number < 0`), or nothing (undefined). */
export type Entity = number | undefined;

/** The number of a reference as an entity. */
export const referenceEntity = (reference: number): number => -1 - reference;

/** The names of one scenario, in the order in which its text makes them. */
export class NameTable {
  readonly processes: string[] = [];
  readonly references: string[] = [];
  /** Bytes from a reference's first byte to the end of its last page. */
  readonly lengths: number[] = [];
  private readonly entities = new Map<string, number>();
  private readonly processState: number[] = [];
  private readonly referenceState: number[] = [];
  private readonly pending: number[] = [];
  private nextProcess = 1;
  private nextReference = 1;
  /** Thread of the race that is being read; -1 outside. */
  thread = -1;

  constructor() {
    this.addProcess('p1');
  }

  /** What the name stands for. */
  get(name: string): Entity {
    return this.entities.get(name);
  }

  /** Makes a process; its number. */
  addProcess(name: string): number {
    const id = this.processes.push(name) - 1;
    this.processState.push(ALIVE);
    this.entities.set(name, id);
    return id;
  }

  /** Makes a reference of `length` bytes; its number. */
  addReference(name: string, length: number): number {
    const id = this.references.push(name) - 1;
    this.referenceState.push(ALIVE);
    this.lengths.push(length);
    this.entities.set(name, referenceEntity(id));
    return id;
  }

  /** The lowest `pN` never used. */
  freshProcessName(): string {
    while (this.entities.has(`p${this.nextProcess}`)) this.nextProcess++;
    return `p${this.nextProcess}`;
  }

  /** The lowest `refN` never used. */
  freshReferenceName(): string {
    while (this.entities.has(`ref${this.nextReference}`)) this.nextReference++;
    return `ref${this.nextReference}`;
  }

  private isGone(state: number | undefined): boolean {
    return state === GONE || (state !== ALIVE && state === GONE + 1 + this.thread);
  }

  /** Whether the process has exited, as far as the text tells. */
  isDead(process: number): boolean {
    return this.isGone(this.processState[process]);
  }

  /** Whether the reference was released by its name, as far as the text tells. */
  isReleased(reference: number): boolean {
    return this.isGone(this.referenceState[reference]);
  }

  /** `exit`. Inside a race the other threads may still run before it. */
  kill(process: number): void {
    this.processState[process] = this.goneHere(process);
  }

  /** `unpin R`, `put R`. */
  release(reference: number): void {
    this.referenceState[reference] = this.goneHere(referenceEntity(reference));
  }

  private goneHere(entity: number): number {
    if (this.thread < 0) return GONE;
    this.pending.push(entity);
    return GONE + 1 + this.thread;
  }

  /** The end of a race: what a thread ended is gone for everybody. */
  endRace(): void {
    for (const entity of this.pending) {
      if (entity >= 0) this.processState[entity] = GONE;
      else this.referenceState[-1 - entity] = GONE;
    }
    this.pending.length = 0;
    this.thread = -1;
  }

  /** Every name of that kind, for proposals. */
  aliveNames(kind: 'process' | 'reference'): string[] {
    if (kind === 'process') return this.processes.filter((_, id) => !this.isDead(id));
    return this.references.filter((_, id) => !this.isReleased(id));
  }
}
