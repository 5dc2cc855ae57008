/**
 * The simulated computer and what the step under way has done so far. Every mechanism is a function of a `Machine`.
 */
import type { Kernel, Rules } from '../kernel/index.ts';
import { compareVersions, FIRST_KERNEL } from '../kernel/index.ts';
import type { FileId, Outcome, ProcessId, ReferenceId } from '../language/operations.ts';
import type { Options, Scenario } from '../language/program.ts';
import type { Endings } from './endings.ts';
import type { Layout } from './layout.ts';
import type { Reason } from './reasons.ts';
import type { Page, Process, State, Vma } from './state.ts';
import type { Place } from './wp.ts';

/**
 * What the program did, in the program's own terms: which memory, never which page. Whoever listens (the ideal
 * machine, the verdict) learns nothing of copy-on-write from it.
 */
export interface ProgramEvents {
  /** Slots `v … v+pages-1` of a process are mapped afresh. `file` -1: private anonymous; `index`: the file's page at `v`. */
  map(process: ProcessId, v: number, pages: number, shared: boolean, file: FileId, index: number): void;
  unmap(process: ProcessId, v: number, pages: number): void;
  /** What a private mapping held is thrown away: anonymous memory (`file` -1) reads 0, a file mapping follows its file again. */
  discard(process: ProcessId, v: number, file: FileId, index: number): void;
  move(process: ProcessId, v: number, to: number, pages: number): void;
  /** The child gets the parent's memory at `v`; `wipe`: mapped, and empty. */
  inherit(parent: ProcessId, child: ProcessId, v: number, wipe: boolean): void;
  /** One byte is written through a process's mapping; `page` is the page of the real machine that it went to. */
  write(process: ProcessId, v: number, offset: number, write: number, page: number): void;
  writeReference(reference: ReferenceId, index: number, offset: number, write: number, page: number): void;
  writeFile(file: FileId, index: number, offset: number, write: number, page: number): void;
  /** A reference to the memory at `v` was taken; `index` counts its pages. */
  take(reference: ReferenceId, process: ProcessId, v: number, index: number): void;
  release(reference: ReferenceId): void;
  /** A byte was read and found to come from `write`. */
  read(process: ProcessId, v: number, offset: number, write: number): void;
  readReference(reference: ReferenceId, index: number, offset: number, write: number): void;
  readFile(file: FileId, index: number, offset: number, write: number): void;
  /** A page was copied at a write or unshare fault, or early at fork, although nobody else named it. */
  unnecessaryCopy(process: ProcessId, v: number, early: boolean): void;
  /** The entry at `v` was changed in a way that can take write access or the soft-dirty bit away; told at least where a write reference holds its page. */
  restricted(process: ProcessId, v: number): void;
}

/** Nobody listens. */
export const SILENCE: ProgramEvents = {
  map() {},
  unmap() {},
  discard() {},
  move() {},
  inherit() {},
  write() {},
  writeReference() {},
  writeFile() {},
  take() {},
  release() {},
  read() {},
  readReference() {},
  readFile() {},
  unnecessaryCopy() {},
  restricted() {},
};

/** What the step under way did; emptied at each step. */
export interface StepLog {
  faults: number;
  copies: number;
  drains: number;
  lock: 'none' | 'taken' | 'busy' | 'waited';
  reasons: Reason[];
  /** The byte that a read found; null: nothing was read. */
  value: number | null;
}

/** References to a page that a fault or a look holds while it is under way. */
export interface PassingReference {
  readonly page: number;
  readonly count: number;
  readonly by: string;
  readonly statement: number;
}

/** The simulated computer under one kernel. */
export interface Machine {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly rules: Rules;
  readonly options: Options;
  readonly layout: Layout;
  state: State;
  /** Interned mappings; shared between copies of the state, only appended. */
  readonly vmas: Vma[];
  readonly vmaIds: Map<string, number>;
  /** Number of a mapping's description with another protection: by number and protection. */
  readonly protected: Map<number, number>;
  readonly events: ProgramEvents;
  readonly log: StepLog;
  /** How the statement under way ended on each page. */
  readonly ended: Endings;
  /** Whether reasons are kept: a run that only counts does without. */
  explain: boolean;
  /** Statement under way; -1: the start. */
  statement: number;
  /** References that a pin counts on a small page. */
  readonly pinBias: number;
  /** Called in place of wp_page_copy where a fault is cut into its steps; the fault then ends in what this returns. */
  readonly copying?: (place: Place, old: Page, kind: 'write' | 'unshare') => Outcome;
  /** References that the steps of a race hold between two of them; nothing outside of one. */
  passing?: () => readonly PassingReference[];
  /** Numbers new pages where a search does not number them one after the other. */
  pageNumber?: (() => number) | undefined;
  readonly batchSize: number;
}

/** Whether this kernel has the operation that `FIRST_KERNEL` names so; operations it does not name are everywhere. */
export function supports(m: Machine, operation: string): boolean {
  const first = FIRST_KERNEL[operation];
  return first === undefined || compareVersions(m.kernel.base, first) >= 0;
}

/** A process that exists. Throws where there is none: the language lets no statement name one before it is made. */
export function processOf(m: Machine, id: ProcessId): Process {
  const process = m.state.processes[id];
  if (!process) throw new Error(`process ${id} was never made: a statement that makes it was skipped`);
  return process;
}

/** Notes why the step did what it did. */
export function because(m: Machine, id: Reason['id'], a = 0, b = 0, c = 0): void {
  if (m.explain) m.log.reasons.push({ id, a, b, c });
}

/** An empty log. */
export function newLog(): StepLog {
  return { faults: 0, copies: 0, drains: 0, lock: 'none', reasons: [], value: null };
}

/** Whether an outcome means that the access did not happen. */
export function failed(outcome: Outcome): boolean {
  switch (outcome) {
    case 'SIGSEGV':
    case 'SIGBUS':
    case 'EFAULT':
    case 'EINVAL':
    case 'ENOMEM':
    case 'EAGAIN':
    case 'EBUSY':
    case 'wait':
    case 'event':
    case 'unsupported':
    case 'refused':
      return true;
    default:
      return false;
  }
}
