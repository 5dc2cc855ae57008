/** One function for each kind of operation: what a statement does to the machine. */

import { withWrite, writeAt } from '../bytes/content.ts';
import type { AddressRange, Operation, Outcome, ProcessId } from '../language/operations.ts';
import { unreachable } from '../language/unreachable.ts';
import { madvise } from './advise.ts';
import type { Endings } from './endings.ts';
import { cpuAccess } from './fault.ts';
import { fork, newProcess } from './fork.ts';
import { beginReference, type GupFlags, gupPage, holdPage, newestReferenceAt, release, shortReference } from './gup.ts';
import { canPromise } from './hugetlb.ts';
import { ksmPass } from './ksm.ts';
import { PAGE_SIZE, PAGES_PER_PMD } from './layout.ts';
import { lockPage, unlockPage } from './lock.ts';
import { cachePage, namedPage } from './look.ts';
import { because, failed, type Machine, processOf, supports } from './machine.ts';
import { migrate } from './migrate.ts';
import { numaHint } from './numa.ts';
import { drainAll, pageCachePage, pageOf } from './pages.ts';
import { clearRefs, mprotect, uffdContinue, uffdRwp, uffdWp } from './protect.ts';
import { entryAt, flagsAt, folioOffset, subAt } from './ptes.ts';
import { reclaimStep, swapOut } from './reclaim.ts';
import { splitFolio } from './split.ts';
import { type Page, type Reference, TARGET } from './state.ts';
import { internVma, mergedVma, PLAIN_VMA, setVmas, slotOfAddress } from './vmas.ts';
import { cutsHugetlb, leave, mremap, munmap, replaceMapping } from './zap.ts';

/** One repetition of a statement under way. */
export interface Run {
  readonly statement: number;
  /** Repetition of `times`, from 0. */
  readonly repetition: number;
  /** Page of the range to begin with: 0, or where a blocked access stopped. */
  readonly from: number;
  /** The fresh value for a write that names none. */
  readonly fresh: number;
  readonly ended: Endings;
}

/** The first byte of a range that lies in its page `i`. */
export function offsetIn(range: AddressRange, i: number): number {
  return i === 0 ? range.address % PAGE_SIZE : 0;
}

/** Does one operation. What became of each page is appended to `run.ended`; nothing appended means `done`. */
export function operate(m: Machine, op: Operation, run: Run): void {
  switch (op.kind) {
    case 'process': {
      while (m.state.processes.length <= op.process + run.repetition) m.state.processes.push(null);
      m.state.processes[op.process + run.repetition] = newProcess(0);
      return;
    }
    case 'mmap':
      return ends(run, mmap(m, op));
    case 'pread':
      return fileAccess(m, op.file, op.offset, null, run);
    case 'pwrite':
      return fileAccess(m, op.file, op.offset, op.value ?? run.fresh, run);
    case 'munmap':
      return ends(run, munmap(m, op.process, op.range));
    case 'mremap':
      return ends(run, mremap(m, op.process, op.range, op.to));
    case 'read':
      return access(m, op.process, op.range, run, null);
    case 'write':
      return access(m, op.process, op.range, run, op.value ?? run.fresh);
    case 'read_reference':
      return ends(run, throughReference(m, op.reference, op.offset, null));
    case 'write_reference':
      return ends(run, throughReference(m, op.reference, op.offset, op.value ?? run.fresh));
    case 'fork':
      return fork(m, op.process, op.child + run.repetition, run.ended);
    case 'exec':
      return ends(run, leave(m, op.process, true));
    case 'exit':
      return ends(run, leave(m, op.process, false));
    case 'clear_refs':
      return ends(run, clearRefs(m, op.process));
    case 'pin':
    case 'get':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
      return takeReference(m, op, run);
    case 'hold':
      return hold(m, op, run);
    case 'release':
      return ends(run, release(m, op.reference));
    case 'release_at':
      return ends(run, release(m, newestReferenceAt(m, op.process, op.range)));
    case 'process_vm_readv':
    case 'process_vm_writev':
    case 'peek':
    case 'poke':
      return remote(m, op, run);
    default:
      return operateOnPages(m, op, run);
  }
}

/** The kinds of operations that change pages and entries as they are mapped. */
type PageKind =
  | 'mprotect'
  | 'madvise'
  | 'uffd_wp'
  | 'uffd_rwp'
  | 'uffd_continue'
  | 'swapout'
  | 'reclaim'
  | 'lock'
  | 'unlock'
  | 'migrate'
  | 'split'
  | 'numa_hint'
  | 'ksm'
  | 'drain'
  | 'cpu';

/** Protection, tracking, reclaim, migration, locks, and the kernel's own passes. */
function operateOnPages(m: Machine, op: Operation & { readonly kind: PageKind }, run: Run): void {
  switch (op.kind) {
    case 'mprotect':
      return ends(run, mprotect(m, op.process, op.range, op.protection));
    case 'madvise':
      return ends(run, madvise(m, op.process, op.range, op.advice));
    case 'uffd_wp':
      return ends(run, uffdWp(m, op.process, op.range, op.mode));
    case 'uffd_rwp':
      return ends(run, uffdRwp(m, op.process, op.range, op.mode));
    case 'uffd_continue':
      return ends(run, uffdContinue(m, op.process, op.range));
    case 'swapout':
      return eachFolio(m, op.process, op.range, run, (v) => swapOut(m, op.process, v));
    case 'reclaim':
      return eachFolio(m, op.process, op.range, run, (v) => reclaimStep(m, op.process, v, op.step));
    case 'lock':
      return eachFolio(m, op.process, op.range, run, (v) => lockPage(m, op.process, v));
    case 'unlock':
      return eachFolio(m, op.process, op.range, run, (v) => unlockPage(m, op.process, v));
    case 'migrate':
      return eachFolio(m, op.process, op.range, run, (v) => migrate(m, op.process, v));
    case 'split':
      return eachFolio(m, op.process, op.range, run, (v) => splitFolio(m, op.process, v));
    case 'numa_hint':
      return ends(run, numaHint(m, op.process, op.range));
    case 'ksm':
      return ends(run, ksmPass(m));
    case 'drain':
      return drainAll(m);
    case 'cpu': {
      processOf(m, op.process).cpu = op.cpu;
      return;
    }
    default:
      return unreachable(op);
  }
}

function ends(run: Run, outcome: Outcome): void {
  run.ended.push(0, outcome);
}

/**
 * mmap(MAP_FIXED): what was there is unmapped. Shared anonymous memory is a file of its own, which only its mappings
 * know. EINVAL for hugetlb memory that is not whole huge pages.
 */
function mmap(m: Machine, op: Extract<Operation, { kind: 'mmap' }>): Outcome {
  const process = processOf(m, op.process);
  const first = slotOfAddress(m, op.range.address);
  const hugetlb = op.huge === 'hugetlb';
  const unaligned = m.layout.vpn[first]! % PAGES_PER_PMD !== 0 || op.range.pages % PAGES_PER_PMD !== 0;
  if ((hugetlb && unaligned) || cutsHugetlb(m, op.process, first, op.range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  replaceMapping(m, op.process, first, op.range.pages);
  const file = op.file ?? (op.shared ? Math.max(m.scenario.files.length, m.state.files.length) : -1);
  if (hugetlb && !canPromise(m, op.range.pages, op.shared, file)) {
    because(m, 'pool_promised');
    return 'ENOMEM';
  }
  while (m.state.files.length <= file) m.state.files.push(new Map());
  const start = file < 0 ? 0 : m.layout.vpn[first]!;
  const vma = {
    ...PLAIN_VMA,
    protection: op.protection,
    shared: op.shared,
    file,
    start,
    huge: op.huge ?? 'no',
    reserved: hugetlb,
  } as const;
  setVmas(m, process, first, op.range.pages, internVma(m, mergedVma(m, process, first, op.range.pages, vma)));
  m.events.map(op.process, first, op.range.pages, op.shared, file, 0);
  return 'done';
}

/** A CPU access of one byte of each page of a range: a read, or a write of `value`. Where it is suspended, the process is blocked there. */
function access(m: Machine, id: ProcessId, range: AddressRange, run: Run, value: number | null): void {
  const first = slotOfAddress(m, range.address);
  for (let i = run.from; i < range.pages; i++) {
    const offset = offsetIn(range, i);
    const outcome = value === null ? readPage(m, id, first + i, offset) : writePage(m, id, first + i, offset, value);
    if (endsAt(m, id, first, run, i, outcome)) return;
  }
}

/** Notes how the access ended on page `i` of a range; returns whether it is suspended there. */
function endsAt(m: Machine, id: ProcessId, first: number, run: Run, i: number, outcome: Outcome): boolean {
  const page = pageNumberAt(m, id, first + i);
  run.ended.push(page, outcome);
  if (outcome !== 'wait' && outcome !== 'event') return false;
  block(m, id, run, i, outcome, page);
  return true;
}

/** Does to each folio of a range what is done to a folio whole: a large one is visited at its first page in the range alone. */
function eachFolio(m: Machine, id: ProcessId, range: AddressRange, run: Run, visit: (v: number) => Outcome): void {
  const first = slotOfAddress(m, range.address);
  const visits: number[] = [];
  let last: Page | null = null;
  for (let v = first; v < first + range.pages; v++) {
    const page = namedPage(m, id, v);
    if (page === null || page.order === 0 || page !== last) visits.push(v);
    last = page;
  }
  for (const v of visits) {
    const outcome = visit(v);
    run.ended.push(pageNumberAt(m, id, v), outcome);
  }
}

/** Suspends a process at page `page` of a range, until page number `locked` is unlocked or a userfaultfd handler answers. */
function block(m: Machine, id: ProcessId, run: Run, page: number, why: 'wait' | 'event', locked: number): void {
  const lock = why === 'wait' ? locked : 0;
  processOf(m, id).blocked = { why, statement: run.statement, repetition: run.repetition, page, lock };
}

/** Number of the page that an entry names; 0 where there is none. */
export function pageNumberAt(m: Machine, id: ProcessId, v: number): number {
  return namedPage(m, id, v)?.id ?? 0;
}

/** Offset within its folio of a byte of the page that an entry maps. */
function offsetAt(m: Machine, id: ProcessId, v: number, offset: number): number {
  return folioOffset(subAt(m, flagsAt(m, processOf(m, id), v), v), offset);
}

/** The page under an entry after an access that succeeded. */
function mappedPage(m: Machine, id: ProcessId, v: number): Page {
  const entry = entryAt(m, processOf(m, id), v)!;
  return pageOf(m, entry.table[entry.at + TARGET]!);
}

function noteRead(m: Machine, page: Page, offset: number): number {
  const write = writeAt(page.content, offset);
  m.log.value ??= m.state.values[write]!;
  return write;
}

/** Writes one byte to a page; returns the identity of the write. */
function writeByte(m: Machine, page: Page, offset: number, value: number): number {
  const write = ++m.state.writes;
  m.state.values[write] = value;
  page.content = withWrite(page.content, offset, write);
  return write;
}

/** A CPU read of one byte, with the faults it takes. */
export function readPage(m: Machine, id: ProcessId, v: number, offset: number): Outcome {
  const outcome = cpuAccess(m, id, v, false);
  if (!failed(outcome)) m.events.read(id, v, offset, noteRead(m, mappedPage(m, id, v), offsetAt(m, id, v, offset)));
  return outcome;
}

/** A CPU write of one byte, with the faults it takes. */
export function writePage(m: Machine, id: ProcessId, v: number, offset: number, value: number): Outcome {
  const outcome = cpuAccess(m, id, v, true);
  if (failed(outcome)) return outcome;
  const page = mappedPage(m, id, v);
  m.events.write(id, v, offset, writeByte(m, page, offsetAt(m, id, v, offset), value), page.id);
  return outcome;
}

function fileAccess(m: Machine, file: number, at: number, value: number | null, run: Run): void {
  const index = Math.floor(at / PAGE_SIZE);
  const offset = at % PAGE_SIZE;
  const { page, sub } = cachePage(m, file, index) ?? { page: pageCachePage(m, file, index, 0), sub: 0 };
  because(m, 'cache_read', page.id);
  if (value === null) m.events.readFile(file, index, offset, noteRead(m, page, folioOffset(sub, offset)));
  else m.events.writeFile(file, index, offset, writeByte(m, page, folioOffset(sub, offset), value), page.id);
  if (value !== null) page.dirty = true;
  run.ended.push(page.id, 'done');
}

/** A device's or pipe's access through a reference: no page table, no fault. EINVAL where the reference was never taken or the offset is beyond it. */
function throughReference(m: Machine, id: number, offset: number, value: number | null): Outcome {
  const reference = m.state.references[id];
  if (!reference?.complete) {
    because(m, 'never_taken');
    return 'EINVAL';
  }
  const at = (reference.address % PAGE_SIZE) + offset;
  const index = Math.floor(at / PAGE_SIZE);
  if (index >= reference.pages.length) return 'EINVAL';
  const page = pageOf(m, reference.pages[index]!);
  because(m, value === null ? 'saw' : 'wrote', page.id);
  const inFolio = folioOffset(reference.subs[index]!, at % PAGE_SIZE);
  if (value === null) m.events.readReference(id, index, at % PAGE_SIZE, noteRead(m, page, inFolio));
  else m.events.writeReference(id, index, at % PAGE_SIZE, writeByte(m, page, inFolio, value), page.id);
  return 'done';
}

/** The operations that take a reference by GUP. */
export type Taking = Extract<Operation, { readonly reference: number; readonly range: AddressRange }>;

/** The FOLL_ flags that each call uses on this kernel. */
export function flagsOf(m: Machine, op: Taking): GupFlags {
  const direct = m.rules.o_direct_ref ?? 'get';
  switch (op.kind) {
    case 'pin':
      return { kind: 'pin', write: op.write, longterm: op.longterm, force: false };
    case 'get':
      return { kind: 'get', write: op.write, longterm: false, force: op.force };
    case 'vmsplice':
      return { kind: 'get', write: false, longterm: false, force: false };
    case 'io_uring_register':
      return { kind: 'pin', write: true, longterm: true, force: false };
    case 'odirect_read':
      return { kind: direct, write: true, longterm: false, force: false };
    case 'odirect_write':
      return { kind: direct, write: false, longterm: false, force: false };
    case 'rdma_register':
      return { kind: 'pin', write: op.write, longterm: true, force: false };
    case 'hold':
      throw new Error('a hold is not taken by GUP');
  }
}

/** Bytes that the call charges to RLIMIT_MEMLOCK: pins, by whoever pins for long. */
export function memlockOf(op: Taking): number {
  const charges = op.kind === 'pin' || op.kind === 'io_uring_register' || op.kind === 'rdma_register';
  return charges ? op.range.pages * PAGE_SIZE : 0;
}

function takeReference(m: Machine, op: Taking, run: Run): void {
  if (op.kind === 'io_uring_register' && !supports(m, 'io_uring')) {
    because(m, 'unsupported');
    return ends(run, 'unsupported');
  }
  const flags = flagsOf(m, op);
  const id = op.reference + run.repetition;
  const reference =
    run.from === 0
      ? beginReference(m, id, op.process, op.range, flags.kind, flags.write, flags.longterm, memlockOf(op))
      : m.state.references[id];
  if (!reference) return ends(run, 'ENOMEM');
  finishTaking(m, op.range, run, id, reference, flags);
}

function hold(m: Machine, op: Taking, run: Run): void {
  const id = op.reference + run.repetition;
  const reference = beginReference(m, id, op.process, op.range, 'hold', false, false, 0)!;
  finishTaking(m, op.range, run, id, reference, null);
}

/** Takes the pages of a reference one by one, by GUP or (`flags` null) as a hold; after the first that fails there are no more. */
function finishTaking(
  m: Machine,
  range: AddressRange,
  run: Run,
  id: number,
  reference: Reference,
  flags: GupFlags | null,
): void {
  let stopped = false;
  for (let i = run.from; i < range.pages; i++) {
    const v = reference.slot + i;
    let outcome: Outcome = 'EFAULT';
    if (!stopped) {
      outcome = flags === null ? holdPage(m, id, v) : gupPage(m, id, v, flags);
      stopped = failed(outcome);
    }
    if (endsAt(m, reference.process, reference.slot, run, i, outcome)) break;
  }
  reference.complete = reference.pages.length === range.pages;
}

/** The operations that look into another process. */
export type Remote = Extract<Operation, { kind: 'process_vm_readv' | 'process_vm_writev' | 'peek' | 'poke' }>;

/** process_vm_rw and access_remote_vm: a short reference to each page of the target. */
function remote(m: Machine, op: Remote, run: Run): void {
  const vm = op.kind === 'process_vm_readv' || op.kind === 'process_vm_writev';
  const target = vm ? op.target : op.process;
  const flags = remoteFlags(m, op);
  const value = remoteValue(op, run.fresh);
  const first = slotOfAddress(m, op.range.address);
  for (let i = run.from; i < op.range.pages; i++) {
    const ended = remotePage(m, target, first + i, offsetIn(op.range, i), flags, value);
    // access_remote_vm does not let its faults wait for a userfaultfd handler: they fail at once (handle_userfault).
    const outcome = ended === 'event' && !vm ? 'EFAULT' : ended;
    const page = pageNumberAt(m, target, first + i);
    run.ended.push(page, outcome);
    if (vm && (outcome === 'wait' || outcome === 'event')) return block(m, op.process, run, i, outcome, page);
    if (failed(outcome)) return;
  }
}

/** The FOLL_ flags of a look into another process; /proc/PID/mem loses FOLL_FORCE where `force_writes never` forbids it. */
export function remoteFlags(m: Machine, op: Remote): GupFlags {
  const vm = op.kind === 'process_vm_readv' || op.kind === 'process_vm_writev';
  const write = op.kind === 'process_vm_writev' || op.kind === 'poke';
  const force = !vm && !(write && m.options.force_writes === 'never' && m.rules.proc_mem_force_override === 'yes');
  if (!vm && !force) because(m, 'force_refused');
  return { kind: vm ? 'pin' : 'get', write, longterm: false, force };
}

/** The byte that a look into another process writes; null where it reads. */
export function remoteValue(op: Remote, fresh: number): number | null {
  return op.kind === 'process_vm_writev' || op.kind === 'poke' ? (op.value ?? fresh) : null;
}

function remotePage(
  m: Machine,
  target: ProcessId,
  v: number,
  offset: number,
  flags: GupFlags,
  value: number | null,
): Outcome {
  const { page, sub, outcome } = shortReference(m, target, v, flags);
  if (page !== null) transferByte(m, target, v, offset, page, sub, value);
  return outcome;
}

/** Reads (`value` null) or writes one byte of a process's memory through a short reference to the small page `sub` of `page`. */
export function transferByte(
  m: Machine,
  target: ProcessId,
  v: number,
  offset: number,
  page: Page,
  sub: number,
  value: number | null,
): void {
  if (value !== null) page.dirty = true;
  if (value === null) m.events.read(target, v, offset, noteRead(m, page, folioOffset(sub, offset)));
  else m.events.write(target, v, offset, writeByte(m, page, folioOffset(sub, offset), value), page.id);
}
