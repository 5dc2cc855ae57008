/** The machine before the first statement, and one statement at a time. */

import { BLANK } from '../bytes/content.ts';
import type { Kernel } from '../kernel/index.ts';
import { type Outcome, operandsOf } from '../language/operations.ts';
import type { Scenario, Statement } from '../language/program.ts';
import { Endings } from './endings.ts';
import { newProcess } from './fork.ts';
import { type Layout, layoutOf } from './layout.ts';
import { because, type Machine, newLog, type ProgramEvents, type StepLog } from './machine.ts';
import { operate, pageNumberAt, type Run } from './operate.ts';
import { allocateAnon, emptyBatch, PAGE_LIMIT } from './pages.ts';
import { ensureEntry, mapPage, writtenFlags } from './ptes.ts';
import { type Blocked, type KeptState, keptState, type State } from './state.ts';
import { internVma, PLAIN_VMA, setVma, slotOfAddress } from './vmas.ts';

function emptyState(): State {
  return {
    processes: [],
    pages: [null],
    livePages: 0,
    slots: [null],
    references: [],
    files: [],
    batches: [[]],
    locks: [],
    zeroPage: 0,
    hugeZeroPage: 0,
    hugetlbFree: 0,
    writes: 0,
    values: [0],
  };
}

/** A machine with nothing in it. */
function emptyMachine(scenario: Scenario, kernel: Kernel, events: ProgramEvents, layout: Layout): Machine {
  return {
    scenario,
    kernel,
    rules: kernel.rules,
    options: scenario.options,
    layout,
    state: emptyState(),
    vmas: [PLAIN_VMA],
    vmaIds: new Map(),
    protected: new Map(),
    events,
    log: newLog(),
    ended: new Endings(),
    explain: false,
    statement: -1,
    pinBias: Number(kernel.rules.pin_bias),
    batchSize: Number(kernel.rules.lru_batch_size),
  };
}

/** The machine at the start of a scenario: p1 with the pages that nothing maps later, written once and drained. */
export function startMachine(scenario: Scenario, kernel: Kernel, events: ProgramEvents): Machine {
  const m = emptyMachine(scenario, kernel, events, layoutOf(scenario));
  m.state.hugetlbFree = scenario.options.hugetlb_pool ?? PAGE_LIMIT;
  const p1 = newProcess(0);
  m.state.processes.push(p1);
  while (m.state.files.length < scenario.files.length) m.state.files.push(new Map());
  const vma = { ...PLAIN_VMA, anon: true };
  const id = internVma(m, vma);
  for (const address of scenario.initialPages) {
    const v = slotOfAddress(m, address);
    setVma(m, p1, v, id);
    mapPage(m, ensureEntry(m, p1, v), allocateAnon(m, BLANK, 0), writtenFlags(vma));
    m.events.map(0, v, 1, false, -1, 0);
  }
  emptyBatch(m, 0);
  return m;
}

/**
 * A machine that goes on with another scenario from a state that was kept of `before`'s. Both scenarios must have
 * the same statements up to there, and start from the same pages, files and options.
 */
export function resumeMachine(scenario: Scenario, before: Machine, kept: KeptState, events: ProgramEvents): Machine {
  const { kernel, layout, vmas, vmaIds } = before;
  const values = kept.values.slice(0, kept.writes + 1);
  const m = emptyMachine(scenario, kernel, events, layout);
  return { ...m, state: { ...keptState(kept), values }, vmas, vmaIds, protected: before.protected };
}

/** How a statement ended: the outcome that stands for it, the page it is about, and each page of its range. */
export interface StatementResult {
  readonly outcome: Outcome;
  readonly page: number;
  /** Each page of its range; the machine's own, so good until its next statement. */
  readonly ended: Endings;
}

/**
 * The process that does an operation itself, and cannot while it is blocked; -1 for what others do to it: the kernel,
 * a device, a tracer, a userfaultfd handler, the holder of a page lock.
 */
export function actorOf({ operation }: Statement): number {
  switch (operation?.kind) {
    case 'mmap':
    case 'munmap':
    case 'mremap':
    case 'read':
    case 'write':
    case 'fork':
    case 'exec':
    case 'exit':
    case 'pin':
    case 'get':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
    case 'process_vm_readv':
    case 'process_vm_writev':
    case 'mprotect':
    case 'madvise':
      return operation.process;
    default:
      return -1;
  }
}

/** A process that the statement names and that no statement made, so far; -1: none. */
export function missingProcess(m: Machine, { operation }: Statement): number {
  if (!operation || operation.kind === 'process') return -1;
  const { process, target } = operandsOf(operation);
  if (process === undefined) return -1;
  if (!m.state.processes[process]) return process;
  return target !== undefined && !m.state.processes[target] ? target : -1;
}

/** Runs a statement with all its repetitions, and whatever it lets go on; then drains the LRU batches where the scenario does not model them. */
export function runStatement(m: Machine, index: number, statement: Statement): StatementResult {
  m.statement = index;
  clearLog(m.log);
  const operation = statement.operation!;
  const { ended } = m;
  ended.clear();
  for (let repetition = 0; repetition < statement.times; repetition++) {
    operate(m, operation, {
      statement: index,
      repetition,
      from: 0,
      fresh: freshValue(statement.fresh + repetition),
      ended,
    });
    if (isBlocked(m, statement)) break;
  }
  const result = summarise(m, statement, ended);
  if (operation.kind === 'unlock' || operation.kind === 'uffd_wp' || operation.kind === 'uffd_rwp') wake(m);
  if (!m.options.lru_batch) for (let cpu = 0; cpu < m.state.batches.length; cpu++) emptyBatch(m, cpu);
  return result;
}

function clearLog(log: StepLog): void {
  log.faults = 0;
  log.copies = 0;
  log.drains = 0;
  log.lock = 'none';
  log.value = null;
  if (log.reasons.length > 0) log.reasons = [];
}

/** The value of the n-th write that names none: 1, 2, 3 … within a byte, never 0. */
export function freshValue(n: number): number {
  return (n % 255) + 1;
}

/** Whether the process that would do a statement waits for a page lock or a userfaultfd handler. */
export function isBlocked(m: Machine, statement: Statement): boolean {
  const actor = actorOf(statement);
  return actor >= 0 && m.state.processes[actor]?.blocked != null;
}

function summarise(m: Machine, statement: Statement, ended: Endings): StatementResult {
  return { outcome: ended.outcome(), page: pageAbout(m, statement, ended.page(0)), ended };
}

/** The page that a step is about: the one its first address names now, a reference's first, or a fork's first. */
function pageAbout(m: Machine, { operation }: Statement, first: number): number {
  const op = operation!;
  const { range, process, target, reference } = operandsOf(op);
  if (range !== undefined) {
    const v = slotOfAddress(m, op.kind === 'mremap' ? op.to.address : range.address);
    const page = pageNumberAt(m, (target ?? process)!, v);
    if (page !== 0) return page;
  }
  if (reference !== undefined) {
    const page = m.state.references[reference]?.pages[0] ?? 0;
    return m.state.pages[page] ? page : 0;
  }
  return m.state.pages[first] ? first : 0;
}

/** Retries the accesses of blocked processes whose lock was given back, or whose protection was resolved. */
function wake(m: Machine): void {
  for (const process of m.state.processes) {
    if (!process?.blocked) continue;
    const { blocked } = process;
    if (blocked.why === 'wait' && m.state.pages[blocked.lock]?.locked) continue;
    process.blocked = null;
    because(m, 'went_on', m.scenario.statements[blocked.statement]!.line);
    goOn(m, blocked);
  }
}

function goOn(m: Machine, { statement: index, repetition, page }: Blocked): void {
  const statement = m.scenario.statements[index]!;
  for (let i = repetition; i < statement.times; i++) {
    const run: Run = {
      statement: index,
      repetition: i,
      from: i === repetition ? page : 0,
      fresh: freshValue(statement.fresh + i),
      ended: new Endings(),
    };
    operate(m, statement.operation!, run);
    if (isBlocked(m, statement)) return;
  }
}
