/** Every operation as the C statements that do it with system calls, or the reason why user space cannot. */
import type { AddressRange, Advice, Operation, Protection } from '@cowscope/core';
import { hex } from './c-text.ts';
import { PAGE } from './plan.ts';

/** Bytes of a huge page. */
const HUGE = 512 * PAGE;

/** A byte, or the C expression of one. */
type Byte = number | string;

/** What a translation needs to know of its statement. */
export interface Context {
  /** The byte that a write without a value writes. */
  readonly fresh: Byte;
  /** What is added to the number of a process or reference that the statement makes: empty, or ` + i` in a loop. */
  readonly shift: '' | ' + i';
}

/** C statements that leave the answer in `r` and what it came to in `outcome` (and `value`), or why there are none. */
export type Translation = { readonly code: readonly string[] } | { readonly reason: string };

/** Names of MADV_*. */
const ADVICE_NAMES: Readonly<Record<Advice, string>> = {
  dontneed: 'MADV_DONTNEED',
  free: 'MADV_FREE',
  dontfork: 'MADV_DONTFORK',
  dofork: 'MADV_DOFORK',
  wipeonfork: 'MADV_WIPEONFORK',
  keeponfork: 'MADV_KEEPONFORK',
  mergeable: 'MADV_MERGEABLE',
  unmergeable: 'MADV_UNMERGEABLE',
  pageout: 'MADV_PAGEOUT',
  hugepage: 'MADV_HUGEPAGE',
  nohugepage: 'MADV_NOHUGEPAGE',
  collapse: 'MADV_COLLAPSE',
  populate_read: 'MADV_POPULATE_READ',
  populate_write: 'MADV_POPULATE_WRITE',
};

const PROTECTIONS: Readonly<Record<Protection, string>> = {
  none: 'PROT_NONE',
  r: 'PROT_READ',
  rw: 'PROT_READ | PROT_WRITE',
};

function whole({ address, pages }: AddressRange): { start: string; length: string } {
  return { start: hex(Math.floor(address / PAGE) * PAGE), length: `${pages} * PAGE` };
}

/** The address that is touched in each page of a range. */
function addresses({ address, pages }: AddressRange): number[] {
  return Array.from({ length: pages }, (_, i) => (i === 0 ? address : (Math.floor(address / PAGE) + i) * PAGE));
}

function call(process: number, fields: string): string {
  return `r = tell(${process}, (struct command){${fields}});`;
}

/** A call over a whole range that ends in `done` or an error. */
function plain(process: number, op: string, range: AddressRange, more = ''): Translation {
  const { start, length } = whole(range);
  return {
    code: [
      call(process, `.op = ${op}, .a = BASE + ${start}, .b = ${length}${more}`),
      'outcome = outcome_of(r, "done");',
    ],
  };
}

/** Pages up to which each has lines of its own; more are a loop. */
const SINGLY = 8;

/** An access to each of many pages; what the entry tells about the first page is the outcome. */
function accessMany(op: 'READ' | 'WRITE', process: number, range: AddressRange, value: Byte): Translation {
  const { start } = whole(range);
  const byte = op === 'WRITE' ? `, .c = ${value}` : '';
  return {
    code: [
      `for (u64 page = 0; page < ${range.pages}; page++) {`,
      `  u64 at = page ? ${start} + page * PAGE : ${hex(range.address)};`,
      `  if (!page) before(${process}, at);`,
      `  r = tell(${process}, (struct command){.op = ${op}, .a = BASE + at${byte}});`,
      `  if (!page) outcome = outcome_of(r, became(${process}, at))${op === 'READ' ? ', value = r.result' : ''};`,
      '}',
    ],
  };
}

/** An access to every page of a range; what the entry tells about the first page is the outcome. */
function access(op: 'READ' | 'WRITE', process: number, range: AddressRange, value: Byte): Translation {
  if (range.pages > SINGLY) return accessMany(op, process, range, value);
  const code = addresses(range).flatMap((address, i) => [
    `before(${process}, ${hex(address)});`,
    call(process, `.op = ${op}, .a = BASE + ${hex(address)}${op === 'WRITE' ? `, .c = ${value}` : ''}`),
    ...(i > 0 ? [] : [`outcome = outcome_of(r, became(${process}, ${hex(address)}));`]),
    ...(op === 'READ' && i === 0 ? ['value = r.result;'] : []),
  ]);
  return { code };
}

function take(process: number, range: AddressRange, reference: string): Translation {
  if (range.pages > 512) return { reason: 'a reference over more than 512 pages' };
  const address = hex(range.address);
  const bytes = Math.floor(range.address / PAGE + range.pages) * PAGE - range.address;
  return {
    code: [
      `before(${process}, ${address});`,
      `r = take(${reference}, ${process}, ${address}, ${bytes});`,
      'if (r.result == -1 && r.error == EXFULL) STOP("a fixed buffer in one folio keeps one pin for all of it here");',
      'if (r.result == -1 && r.error == ENOSPC) STOP("a pipe has no room for so many pages: root");',
      'if (r.result == -1 && r.error == EOPNOTSUPP) STOP("this kernel registers no buffer in a file or shared memory");',
      `outcome = outcome_of(r, became(${process}, ${address}));`,
    ],
  };
}

/** A read pin: VFIO's are long-term, which is one with a short pin where the page is anonymous. */
function readPin(op: Operation & { kind: 'pin' | 'rdma_register' }, reference: string): Translation {
  const taken = take(op.process, op.range, reference);
  if (!('code' in taken)) return taken;
  const { start } = whole(op.range);
  const short = `if (!all_anonymous(${op.process}, ${start}, ${op.range.pages})) STOP("a short read pin of what is no anonymous page");`;
  return {
    code: [
      'if (container < 0) STOP("a read pin needs a device that is bound to vfio-pci: root");',
      ...(op.kind === 'pin' && !op.longterm ? [short] : []),
      ...taken.code,
    ],
  };
}

/** O_DIRECT in flight: begun here, ended where the reference is released. Up to 6.4 it takes a plain reference, later a pin. */
function inFlight(process: number, range: AddressRange, reference: string, only?: 'GETS'): Translation {
  const taken = take(process, range, reference);
  if (!('code' in taken)) return taken;
  return {
    code: [
      ...(only ? ['if (kernel_version() >= 6005) STOP("nothing takes a write reference that is no pin here");'] : []),
      'if (direct.disk < 0) STOP("O_DIRECT in flight needs the nbd module and root");',
      ...taken.code,
    ],
  };
}

function releasing(reference: string): Translation {
  return { code: [`r = release(${reference});`, 'outcome = outcome_of(r, "done");'] };
}

function mmap(op: Operation & { kind: 'mmap' }): Translation {
  const kind = op.shared ? 'MAP_SHARED' : 'MAP_PRIVATE';
  const anonymous = op.file === null ? `${kind} | MAP_ANONYMOUS` : kind;
  const flags = op.huge === 'hugetlb' && op.file === null ? `${anonymous} | MAP_HUGETLB` : anonymous;
  const file = op.file === null ? '(u64)-1' : `(u64)files[${op.file}]`;
  const made = plain(op.process, 'MAP', op.range, `, .c = ${PROTECTIONS[op.protection]}, .d = ${flags}, .e = ${file}`);
  if (op.huge !== 'thp' || !('code' in made)) return made;
  const { start, length } = whole(op.range);
  const advice = call(op.process, `.op = ADVISE, .a = BASE + ${start}, .b = ${length}, .c = MADV_HUGEPAGE`);
  return { code: [made.code[0] as string, `if (r.result == 0) ${advice}`, ...made.code.slice(1)] };
}

/** MADV_COLLAPSE says in more words than a scenario why it did not. */
function collapse(process: number, range: AddressRange): Translation {
  const advised = plain(process, 'ADVISE', range, ', .c = MADV_COLLAPSE');
  if (!('code' in advised)) return advised;
  const end = range.address + range.pages * PAGE;
  const region = Math.ceil(range.address / HUGE) * HUGE;
  const refused = region + HUGE <= end ? ['if (r.result == -1 && kernel_version() >= 6001) outcome = "refused";'] : [];
  return { code: [...advised.code, ...refused] };
}

function swapout(process: number, range: AddressRange, always: boolean): Translation {
  const { start } = whole(range);
  const check = `if (shared_by_ptes(${process}, ${start}, ${range.pages})) STOP("MADV_PAGEOUT leaves shared pages alone");`;
  return {
    code: [
      `if (goes_whole(${process}, ${start}, ${range.pages})) STOP("a huge page goes out whole here, and may come back whole");`,
      ...(always ? [check] : []),
      `outcome = page_out(${process}, ${start}, ${range.pages}, ${always ? 0 : 1}, &r);`,
      // To swap out is no call of user space: what madvise says of a hole is not its outcome.
      ...(always ? [] : ['outcome = outcome_of(r, outcome);']),
    ],
  };
}

/** A short access to every page of a range, up to the first that fails; the first page gives outcome and value. */
function short(range: AddressRange, reads: boolean, call: (address: number) => string): Translation {
  const code = addresses(range).flatMap((address, i) =>
    i > 0
      ? [`if (r.result >= 0) ${call(address)}`]
      : [call(address), 'outcome = outcome_of(r, 0);', ...(reads ? ['value = r.result;'] : [])],
  );
  return { code };
}

function vm(
  op: 'VM_READ' | 'VM_WRITE',
  process: number,
  target: number,
  range: AddressRange,
  value: Byte,
): Translation {
  return short(range, op === 'VM_READ', (address) =>
    call(process, `.op = ${op}, .a = BASE + ${hex(address)}, .b = (u64)workers[${target}].pid, .c = ${value}`),
  );
}

/** Through /proc/PID/mem; `value` null reads. */
function memory(process: number, range: AddressRange, value: Byte | null): Translation {
  return short(range, value === null, (address) => `r = memory(${process}, ${hex(address)}, ${value ?? -1});`);
}

function file(op: Operation & { kind: 'pread' | 'pwrite' }, value: Byte): Translation {
  const call = `${op.kind}(files[${op.file}], &byte, 1, ${op.offset})`;
  const result = `r = (struct answer){${call} == 1 ? byte : -1, errno};`;
  const read = op.kind === 'pread' ? ['value = r.result;'] : [];
  return { code: [`byte = ${value};`, result, 'outcome = outcome_of(r, "done");', ...read] };
}

/** What is done to the folio at each address of a range; the outcome is the first one's. */
function splitting(
  name: string,
  { process, range }: { process: number; range: AddressRange },
  missing: string,
): Translation {
  const { start } = whole(range);
  return { code: [`if (${name}(${process}, ${start}, ${range.pages}, &outcome)) STOP("${missing}");`] };
}

/** Translates an operation. */
export function translate(op: Operation, context: Context): Translation {
  const { fresh, shift } = context;
  const value = 'value' in op ? (op.value ?? fresh) : fresh;
  const reference = 'reference' in op ? `${op.reference}${shift}` : '';
  switch (op.kind) {
    case 'process':
      return { code: [`start_process(${op.process}${shift});`, 'outcome = "done";'] };
    case 'mmap':
      return mmap(op);
    case 'pread':
    case 'pwrite':
      return file(op, value);
    case 'munmap':
      return plain(op.process, 'UNMAP', op.range);
    case 'mremap':
      return plain(op.process, 'REMAP', op.range, `, .c = BASE + ${whole(op.to).start}`);
    case 'read':
      return access('READ', op.process, op.range, 0);
    case 'write':
      return access('WRITE', op.process, op.range, value);
    case 'read_reference':
      return {
        code: [
          `if (!refs[${op.reference}].pages) outcome = "EINVAL";`,
          `else value = read_ref(${op.reference}, ${op.offset}), outcome = value < 0 ? 0 : "done";`,
        ],
      };
    case 'write_reference':
      return {
        code: [
          'outcome = "done";',
          `if (!refs[${op.reference}].pages) outcome = "EINVAL";`,
          `else if (write_ref(${op.reference}, ${op.offset}, ${value})) STOP("nothing writes here");`,
        ],
      };
    case 'fork':
      return { code: [`r = do_fork(${op.process}, ${op.child}${shift});`, 'outcome = outcome_of(r, 0);'] };
    case 'exit':
      return { code: [`r = do_exit(${op.process});`, 'outcome = outcome_of(r, "done");'] };
    case 'clear_refs':
      return { code: [`r = clear_refs(${op.process});`, 'outcome = outcome_of(r, "done");'] };
    case 'odirect_read':
    case 'odirect_write':
      return inFlight(op.process, op.range, reference);
    case 'vmsplice':
    case 'io_uring_register':
      return take(op.process, op.range, reference);
    case 'pin':
    case 'rdma_register':
      return op.write ? take(op.process, op.range, reference) : readPin(op, reference);
    case 'get':
      if (op.force) return { reason: 'a forced reference lasts for the time of a call' };
      return op.write ? inFlight(op.process, op.range, reference, 'GETS') : take(op.process, op.range, reference);
    default:
      return translateMore(op, value);
  }
}

/** The second half of the table: releases, other processes' memory, advice, and what user space cannot do. */
function translateMore(op: Operation, value: Byte): Translation {
  switch (op.kind) {
    case 'release':
      return releasing(`${op.reference}`);
    case 'release_at':
      return releasing(`newest_at(${op.process}, ${whole(op.range).start})`);
    case 'process_vm_readv':
      return vm('VM_READ', op.process, op.target, op.range, 0);
    case 'process_vm_writev':
      return vm('VM_WRITE', op.process, op.target, op.range, value);
    case 'peek':
      return memory(op.process, op.range, null);
    case 'poke':
      return memory(op.process, op.range, value);
    case 'mprotect':
      return plain(op.process, 'PROTECT', op.range, `, .c = ${PROTECTIONS[op.protection]}`);
    case 'madvise':
      if (op.advice === 'pageout') return swapout(op.process, op.range, false);
      if (op.advice === 'collapse') return collapse(op.process, op.range);
      return plain(op.process, 'ADVISE', op.range, `, .c = ${ADVICE_NAMES[op.advice]}`);
    case 'uffd_wp': {
      const { start, length } = whole(op.range);
      const mode = op.mode === 'off' ? 0 : op.mode === 'on' ? 'WP_EVENT' : 'WP_ASYNC';
      return {
        code: [
          `r = protect(${op.process}, ${start}, ${length}, ${mode});`,
          'if (r.result == -1 && r.error == EBUSY) STOP("one userfaultfd is synchronous or not");',
          'outcome = outcome_of(r, "done");',
        ],
      };
    }
    case 'swapout':
      return swapout(op.process, op.range, true);
    case 'ksm':
      return { code: ['if (ksm_pass(&outcome)) STOP("ksmd is not to be had here");'] };
    case 'split':
      return splitting('split_folio', op, 'the kernel splits no folio on demand here: debugfs, root');
    case 'migrate':
      return splitting('migrate', op, 'a page has nowhere to move, or move_pages does more here than compaction');
    case 'drain':
      return { code: ['drain();', 'outcome = "done";'] };
    case 'exec':
      return { code: [`r = do_exec(${op.process});`, 'outcome = outcome_of(r, "done");'] };
    case 'hold':
    case 'lock':
    case 'unlock':
    case 'reclaim':
      return { reason: `user space cannot do ${op.kind}` };
    default:
      return { reason: `${op.kind} is not exported` };
  }
}
