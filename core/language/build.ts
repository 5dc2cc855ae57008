/** Operands and numbers → the operation that the machine runs. */
import type { AddressRange, Advice, Operation, OperationWord, Protection, ReclaimStep } from './operations.ts';
import type { Bound } from './syntax.ts';
import { unreachable } from './unreachable.ts';

/** The numbers that the names of a statement stand for; -1 and null where it has none. */
export interface Resolved {
  readonly process: number;
  readonly process2: number;
  readonly reference: number;
  readonly file: number;
  /** The first process or reference that the operation makes. */
  readonly made: number;
  readonly range: AddressRange | null;
  readonly range2: AddressRange | null;
}

const NO_RANGE: AddressRange = { address: 0, pages: 0 };

/** The operation of a statement. `viaReference` is true where the form that starts with a reference is meant. */
export function buildOperation(word: OperationWord, bound: Bound, ids: Resolved, viaReference: boolean): Operation {
  const { process, reference, made } = ids;
  const range = ids.range ?? NO_RANGE;
  const { flags, value } = bound;
  switch (word) {
    case 'process':
      return { kind: 'process', process: made };
    case 'mmap':
      return buildMmap(bound, ids, range);
    case 'pread':
      return { kind: 'pread', file: ids.file, offset: bound.number };
    case 'pwrite':
      return { kind: 'pwrite', file: ids.file, offset: bound.number, value };
    case 'mremap':
      return { kind: 'mremap', process, range, to: ids.range2 ?? NO_RANGE };
    case 'read':
      return viaReference ? { kind: 'read_reference', reference, offset: bound.offset } : { kind: 'read', process, range };
    case 'write':
      return viaReference ? { kind: 'write_reference', reference, offset: bound.offset, value } : { kind: 'write', process, range, value };
    case 'fork':
      return { kind: 'fork', process, child: made };
    case 'exec':
    case 'exit':
    case 'clear_refs':
      return { kind: word, process };
    case 'pin':
      return { kind: 'pin', process, range, write: !flags.includes('read'), longterm: flags.includes('longterm'), fast: flags.includes('fast'), reference: made };
    case 'get':
      return { kind: 'get', process, range, write: flags.includes('write'), force: flags.includes('force'), fast: flags.includes('fast'), reference: made };
    case 'hold':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
      return { kind: word, process, range, reference: made };
    case 'rdma_register':
      return { kind: 'rdma_register', process, range, write: !flags.includes('read'), reference: made };
    case 'unpin':
    case 'put':
      return viaReference ? { kind: 'release', reference } : { kind: 'release_at', process, range };
    case 'process_vm_readv':
      return { kind: 'process_vm_readv', process, target: ids.process2, range };
    case 'process_vm_writev':
      return { kind: 'process_vm_writev', process, target: ids.process2, range, value };
    case 'peek':
      return { kind: 'peek', process, range };
    case 'poke':
      return { kind: 'poke', process, range, value };
    case 'mprotect':
      return { kind: 'mprotect', process, range, protection: bound.choice as Protection };
    case 'madvise':
      return { kind: 'madvise', process, range, advice: bound.choice as Advice };
    case 'uffd_wp':
      return { kind: 'uffd_wp', process, range, mode: bound.choice as 'on' | 'async' | 'off' };
    case 'uffd_rwp':
      return { kind: 'uffd_rwp', process, range, mode: bound.choice as 'on' | 'off' };
    case 'munmap':
      return { kind: 'munmap', process, range };
    case 'uffd_continue':
    case 'swapout':
    case 'migrate':
    case 'numa_hint':
    case 'split':
    case 'lock':
    case 'unlock':
      return { kind: word, process, range };
    case 'reclaim':
      return { kind: 'reclaim', process, range, step: bound.choice as ReclaimStep };
    case 'ksm':
    case 'drain':
      return { kind: word };
    case 'cpu':
      return { kind: 'cpu', process, cpu: bound.number };
    default:
      return unreachable(word);
  }
}

function buildMmap(bound: Bound, ids: Resolved, range: AddressRange): Operation {
  const { flags } = bound;
  const protection = flags.includes('none') ? 'none' : flags.includes('r') ? 'r' : 'rw';
  const huge = flags.includes('thp') ? 'thp' : flags.includes('hugetlb') ? 'hugetlb' : null;
  const file = ids.file < 0 ? null : ids.file;
  return { kind: 'mmap', process: ids.process, range, shared: flags.includes('shared'), file, protection, huge };
}
