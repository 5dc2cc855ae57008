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
  if (viaReference) return buildAccess(word, bound, ids.reference);
  const { process } = ids;
  const range = ids.range ?? NO_RANGE;
  const { value } = bound;
  switch (word) {
    case 'process':
      return { kind: 'process', process: ids.made };
    case 'fork':
      return { kind: 'fork', process, child: ids.made };
    case 'exec':
    case 'exit':
    case 'clear_refs':
      return { kind: word, process };
    case 'ksm':
    case 'drain':
      return { kind: word };
    case 'cpu':
      return { kind: 'cpu', process, cpu: bound.number };
    case 'pread':
      return { kind: 'pread', file: ids.file, offset: bound.number };
    case 'pwrite':
      return { kind: 'pwrite', file: ids.file, offset: bound.number, value };
    case 'mmap':
      return buildMmap(bound, ids, range);
    case 'mremap':
      return { kind: 'mremap', process, range, to: ids.range2 ?? NO_RANGE };
    case 'unpin':
    case 'put':
      return { kind: 'release_at', process, range };
    case 'process_vm_readv':
      return { kind: 'process_vm_readv', process, target: ids.process2, range };
    case 'process_vm_writev':
      return { kind: 'process_vm_writev', process, target: ids.process2, range, value };
    case 'write':
    case 'poke':
      return { kind: word, process, range, value };
    case 'mprotect':
    case 'madvise':
    case 'uffd_wp':
    case 'uffd_rwp':
    case 'reclaim':
      return buildChoice(word, bound.choice, process, range);
    case 'pin':
    case 'get':
    case 'hold':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
      return buildTaking(word, bound.flags, ids, range);
    default:
      return { kind: word, process, range };
  }
}

/** What goes through a reference or ends it. */
function buildAccess(word: OperationWord, bound: Bound, reference: number): Operation {
  if (word === 'read') return { kind: 'read_reference', reference, offset: bound.offset };
  if (word === 'write') return { kind: 'write_reference', reference, offset: bound.offset, value: bound.value };
  return { kind: 'release', reference };
}

type Choosing = 'mprotect' | 'madvise' | 'uffd_wp' | 'uffd_rwp' | 'reclaim';

/** What takes one word of a list: the table holds the list, so the word is one of the type. */
function buildChoice(word: Choosing, choice: string | null, process: number, range: AddressRange): Operation {
  switch (word) {
    case 'mprotect':
      return { kind: word, process, range, protection: choice as Protection };
    case 'madvise':
      return { kind: word, process, range, advice: choice as Advice };
    case 'uffd_wp':
      return { kind: word, process, range, mode: choice as 'on' | 'async' | 'off' };
    case 'uffd_rwp':
      return { kind: word, process, range, mode: choice as 'on' | 'off' };
    case 'reclaim':
      return { kind: word, process, range, step: choice as ReclaimStep };
    default:
      return unreachable(word);
  }
}

type Taking =
  | 'pin'
  | 'get'
  | 'hold'
  | 'vmsplice'
  | 'io_uring_register'
  | 'odirect_read'
  | 'odirect_write'
  | 'rdma_register';

/** What takes a reference. */
function buildTaking(word: Taking, flags: readonly string[], ids: Resolved, range: AddressRange): Operation {
  const { process, made: reference } = ids;
  const fast = flags.includes('fast');
  switch (word) {
    case 'pin':
      return {
        kind: word,
        process,
        range,
        write: !flags.includes('read'),
        longterm: flags.includes('longterm'),
        fast,
        reference,
      };
    case 'get':
      return {
        kind: word,
        process,
        range,
        write: flags.includes('write'),
        force: flags.includes('force'),
        fast,
        reference,
      };
    case 'rdma_register':
      return { kind: word, process, range, write: !flags.includes('read'), reference };
    case 'hold':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
      return { kind: word, process, range, reference };
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
