/** Every operation as the C statements that do it with system calls, or the reason why user space cannot. */
import type { AddressRange, Advice, Operation, Protection } from '@cowscope/core';
import { hex } from './c-text.ts';
import { PAGE } from './plan.ts';

/** C statements that leave the answer in `r` and what it came to in `outcome` (and `value`), or why there are none. */
export type Translation = { readonly code: readonly string[] } | { readonly reason: string };

/** Numbers of MADV_*; null: the exported program does not give this advice. */
const ADVICE_NAMES: Readonly<Record<Advice, string | null>> = {
  dontneed: 'MADV_DONTNEED',
  free: 'MADV_FREE',
  dontfork: 'MADV_DONTFORK',
  dofork: 'MADV_DOFORK',
  wipeonfork: 'MADV_WIPEONFORK',
  keeponfork: 'MADV_KEEPONFORK',
  mergeable: null,
  unmergeable: null,
  pageout: 'MADV_PAGEOUT',
  hugepage: null,
  nohugepage: null,
  collapse: null,
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

/** An access to every page of a range; what the entry tells about the first page is the outcome. */
function access(op: 'READ' | 'WRITE', process: number, range: AddressRange, value: number): Translation {
  const code = addresses(range).flatMap((address, i) => [
    `before(${process}, ${hex(address)});`,
    call(process, `.op = ${op}, .a = BASE + ${hex(address)}${op === 'WRITE' ? `, .c = ${value}` : ''}`),
    ...(i > 0 ? [] : [`outcome = outcome_of(r, became(${process}, ${hex(address)}));`]),
    ...(op === 'READ' && i === 0 ? ['value = r.result;'] : []),
  ]);
  return { code };
}

function take(process: number, range: AddressRange, reference: number): Translation {
  if (range.pages > 16) return { reason: 'a reference over more than 16 pages' };
  const address = hex(range.address);
  const bytes = Math.floor(range.address / PAGE + range.pages) * PAGE - range.address;
  return {
    code: [
      `before(${process}, ${address});`,
      `r = take(${reference}, ${process}, ${address}, ${bytes});`,
      `outcome = outcome_of(r, became(${process}, ${address}));`,
    ],
  };
}

function mmap(op: Operation & { kind: 'mmap' }): Translation {
  const kind = op.shared ? 'MAP_SHARED' : 'MAP_PRIVATE';
  const flags = op.file === null ? `${kind} | MAP_ANONYMOUS` : kind;
  const file = op.file === null ? '(u64)-1' : `(u64)files[${op.file}]`;
  return plain(op.process, 'MAP', op.range, `, .c = ${PROTECTIONS[op.protection]}, .d = ${flags}, .e = ${file}`);
}

function swapout(process: number, range: AddressRange, always: boolean): Translation {
  const checks = always ? addresses(range).map((a) => `shared_by_ptes(${process}, ${hex(a)})`) : [];
  const { start, length } = whole(range);
  return {
    code: [
      ...(checks.length > 0 ? [`if (${checks.join(' || ')}) STOP("MADV_PAGEOUT leaves shared pages alone");`] : []),
      call(process, `.op = ADVISE, .a = BASE + ${start}, .b = ${length}, .c = MADV_PAGEOUT`),
      'usleep(30000);',
      `outcome = outcome_of(r, can_see ? swapped_out(${process}, ${start}) ? "done" : "refused" : 0);`,
    ],
  };
}

function vm(op: 'VM_READ' | 'VM_WRITE', process: number, target: number, address: number, value: number): Translation {
  const fields = `.op = ${op}, .a = BASE + ${hex(address)}, .b = (u64)workers[${target}].pid, .c = ${value}`;
  return {
    code: [call(process, fields), 'outcome = outcome_of(r, 0);', ...(op === 'VM_READ' ? ['value = r.result;'] : [])],
  };
}

function memory(process: number, address: number, value: number): Translation {
  return {
    code: [
      `r = memory(${process}, ${hex(address)}, ${value});`,
      'outcome = outcome_of(r, 0);',
      ...(value < 0 ? ['value = r.result;'] : []),
    ],
  };
}

function file(op: Operation & { kind: 'pread' | 'pwrite' }, value: number): Translation {
  const call = `${op.kind}(files[${op.file}], &byte, 1, ${op.offset})`;
  const result = `r = (struct answer){${call} == 1 ? byte : -1, errno};`;
  const read = op.kind === 'pread' ? ['value = r.result;'] : [];
  return { code: [`byte = ${value};`, result, 'outcome = outcome_of(r, "done");', ...read] };
}

/** Translates an operation. `fresh` is the byte that a write without a value writes; `newest` finds `unpin P A`. */
export function translate(op: Operation, fresh: number, newest: (op: Operation) => number | null): Translation {
  const value = 'value' in op ? (op.value ?? fresh) : fresh;
  switch (op.kind) {
    case 'process':
      return { code: [`start_process(${op.process});`, 'outcome = "done";'] };
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
      return { code: [`value = read_ref(${op.reference}, ${op.offset});`, 'outcome = value < 0 ? 0 : "done";'] };
    case 'write_reference':
      return {
        code: [
          `if (write_ref(${op.reference}, ${op.offset}, ${value})) STOP("nothing writes here");`,
          'outcome = "done";',
        ],
      };
    case 'fork':
      return { code: [`r = do_fork(${op.process}, ${op.child});`, 'outcome = outcome_of(r, 0);'] };
    case 'exit':
      return { code: [`r = do_exit(${op.process});`, 'outcome = outcome_of(r, "done");'] };
    case 'clear_refs':
      return { code: [`r = clear_refs(${op.process});`, 'outcome = outcome_of(r, "done");'] };
    case 'vmsplice':
    case 'io_uring_register':
      return take(op.process, op.range, op.reference);
    case 'pin':
    case 'rdma_register':
      if (!op.write) return { reason: 'a read pin needs a device behind VFIO' };
      return take(op.process, op.range, op.reference);
    case 'get':
      if (op.write || op.force) return { reason: 'a write reference that is no pin needs O_DIRECT in flight' };
      return take(op.process, op.range, op.reference);
    default:
      return translateMore(op, value, newest);
  }
}

/** The second half of the table: releases, other processes' memory, advice, and what user space cannot do. */
function translateMore(op: Operation, value: number, newest: (op: Operation) => number | null): Translation {
  switch (op.kind) {
    case 'release':
      return { code: [`release(${op.reference});`, 'outcome = "done";'] };
    case 'release_at': {
      const reference = newest(op);
      return reference === null
        ? { reason: 'which reference this releases is not known' }
        : { code: [`release(${reference});`, 'outcome = "done";'] };
    }
    case 'process_vm_readv':
      return vm('VM_READ', op.process, op.target, op.range.address, 0);
    case 'process_vm_writev':
      return vm('VM_WRITE', op.process, op.target, op.range.address, value);
    case 'peek':
      return memory(op.process, op.range.address, -1);
    case 'poke':
      return memory(op.process, op.range.address, value);
    case 'mprotect':
      return plain(op.process, 'PROTECT', op.range, `, .c = ${PROTECTIONS[op.protection]}`);
    case 'madvise':
      if (op.advice === 'pageout') return swapout(op.process, op.range, false);
      return ADVICE_NAMES[op.advice] === null
        ? { reason: `madvise ${op.advice} is not exported` }
        : plain(op.process, 'ADVISE', op.range, `, .c = ${ADVICE_NAMES[op.advice]}`);
    case 'uffd_wp': {
      if (op.mode === 'async') return { reason: 'asynchronous write protection is not exported' };
      const { start, length } = whole(op.range);
      const on = op.mode === 'on' ? 1 : 0;
      return { code: [`r = protect(${op.process}, ${start}, ${length}, ${on});`, 'outcome = outcome_of(r, "done");'] };
    }
    case 'swapout':
      return swapout(op.process, op.range, true);
    case 'drain':
      return { code: ['drain();', 'outcome = "done";'] };
    case 'exec':
      return { reason: 'the program would have to replace itself' };
    case 'hold':
    case 'lock':
    case 'unlock':
    case 'reclaim':
      return { reason: `user space cannot do ${op.kind}` };
    case 'odirect_read':
    case 'odirect_write':
      return { reason: 'O_DIRECT in flight needs a block device that answers late' };
    default:
      return { reason: `${op.kind} is not exported` };
  }
}
