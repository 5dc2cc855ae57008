/**
 * The table of operations. Parser, completion, signature help, keyword hover, formatter, TextMate grammar and the
 * reference page are made from it; `machine/operate.ts` has one function for each kind. To add an operation is
 * one row here, one function there, one example.
 */

/** How an operation can end. The order is the one in which the documentation lists them. */
export const OUTCOMES = [
  'copy',
  'reuse',
  'unshare',
  'new_page',
  'zero_page',
  'map',
  'shared',
  'early_copy',
  'swap_in',
  'merged',
  'moved',
  'no_fault',
  'refused',
  'wait',
  'event',
  'done',
  'unsupported',
  'SIGSEGV',
  'SIGBUS',
  'EFAULT',
  'EINVAL',
  'ENOMEM',
  'EAGAIN',
  'EBUSY',
] as const;

/** How an operation ended. */
export type Outcome = (typeof OUTCOMES)[number];

/** The advice words of `madvise`. */
export const ADVICE = [
  'dontneed',
  'free',
  'dontfork',
  'dofork',
  'wipeonfork',
  'keeponfork',
  'mergeable',
  'unmergeable',
  'pageout',
  'hugepage',
  'nohugepage',
  'collapse',
  'populate_read',
  'populate_write',
] as const;

/** One advice of `madvise`. */
export type Advice = (typeof ADVICE)[number];

/** The steps of a swap-out, in their order. */
export const RECLAIM_STEPS = ['isolate', 'swapcache', 'unmap', 'writeback', 'free'] as const;

/** One step of a swap-out. */
export type ReclaimStep = (typeof RECLAIM_STEPS)[number];

/** What a mapping allows. */
export type Protection = 'none' | 'r' | 'rw';

/** One operand of a form, in the order in which it is written. */
export type Operand =
  /** A process; `name` is how signatures call it. `defines` makes a new one. */
  | { readonly role: 'process'; readonly name: string; readonly defines?: true }
  /** An address or a range of addresses. */
  | { readonly role: 'address'; readonly name: string }
  /** An existing reference. */
  | { readonly role: 'reference'; readonly name: string }
  /** `+NUMBER`, a byte offset into a reference; may be left out. */
  | { readonly role: 'plus_offset'; readonly name: string }
  /** A byte: number or 'c'; may be left out where `optional`. */
  | { readonly role: 'value'; readonly name: string; readonly optional?: true }
  /** A file's name. */
  | { readonly role: 'file'; readonly name: string }
  /** A plain number. */
  | { readonly role: 'number'; readonly name: string }
  /** A fixed word between operands (`from`, `to`). */
  | { readonly role: 'word'; readonly word: string }
  /** Exactly one of these words. */
  | { readonly role: 'choice'; readonly name: string; readonly words: readonly string[] }
  /** Any of these groups, each at most once, in any order; a word of a group may be left out. */
  | { readonly role: 'flags'; readonly groups: readonly (readonly string[])[] }
  /** `file NAME` or `anon`, among the flags of mmap. */
  | { readonly role: 'backing' }
  /** `as NAME`, which names what the operation makes; may be left out. */
  | { readonly role: 'as'; readonly makes: 'process' | 'reference' };

/** A row of the table. */
export interface OperationRow {
  /** The word that starts the statement. */
  readonly word: string;
  /** One line for people: what the operation does. */
  readonly doc: string;
  /** The ways to write it, first the usual one. Which one is meant is decided by what the first name is. */
  readonly forms: readonly (readonly Operand[])[];
  /** How it can end, the errors of its kind included. */
  readonly outcomes: readonly Outcome[];
  /** The kernel's function or call that it stands for. */
  readonly kernelFunction: string;
  /** The key of `FIRST_KERNEL` in core/kernel that holds the first version with this operation; absent: every version. */
  readonly since?: string;
}

const P: Operand = { role: 'process', name: 'P' };
const A: Operand = { role: 'address', name: 'A' };
const R: Operand = { role: 'reference', name: 'R' };
const AS: Operand = { role: 'as', makes: 'reference' };
const PLUS: Operand = { role: 'plus_offset', name: 'OFFSET' };
const VALUE: Operand = { role: 'value', name: 'VALUE', optional: true };
const OFFSET: Operand = { role: 'number', name: 'OFFSET' };
const FILE: Operand = { role: 'file', name: 'FILE' };

const FAULTS = [
  'no_fault',
  'new_page',
  'zero_page',
  'map',
  'swap_in',
  'copy',
  'reuse',
  'wait',
  'event',
  'SIGSEGV',
  'SIGBUS',
  'ENOMEM',
] as const;
const GUP = [
  'no_fault',
  'new_page',
  'zero_page',
  'map',
  'swap_in',
  'copy',
  'reuse',
  'unshare',
  'wait',
  'event',
  'EFAULT',
  'ENOMEM',
  'unsupported',
] as const;
const SHORT = [
  'done',
  'copy',
  'reuse',
  'unshare',
  'new_page',
  'zero_page',
  'map',
  'swap_in',
  'wait',
  'event',
  'EFAULT',
] as const;

/** The table, in the order of the reference page. */
export const OPERATIONS = {
  process: {
    word: 'process',
    doc: 'A process unrelated to the others, with nothing mapped.',
    forms: [[{ role: 'process', name: 'NAME', defines: true }]],
    outcomes: ['done'],
    kernelFunction: 'kernel_clone',
  },
  mmap: {
    word: 'mmap',
    doc: 'Maps memory: private anonymous readable and writable unless said otherwise.',
    forms: [
      [
        P,
        A,
        {
          role: 'flags',
          groups: [
            ['private', 'shared'],
            ['none', 'r', 'rw'],
            ['thp', 'hugetlb'],
          ],
        },
        { role: 'backing' },
      ],
    ],
    outcomes: ['done', 'EINVAL', 'ENOMEM'],
    kernelFunction: 'do_mmap',
  },
  pread: {
    word: 'pread',
    doc: 'read(2) of one byte of a file: the page cache, no page table.',
    forms: [[FILE, OFFSET]],
    outcomes: ['done'],
    kernelFunction: 'shmem_file_read_iter',
  },
  pwrite: {
    word: 'pwrite',
    doc: 'write(2) of one byte of a file: the page cache, no page table.',
    forms: [[FILE, OFFSET, VALUE]],
    outcomes: ['done'],
    kernelFunction: 'shmem_file_write_iter',
  },
  munmap: {
    word: 'munmap',
    doc: 'Removes the mapping and its page-table entries.',
    forms: [[P, A]],
    outcomes: ['done', 'EINVAL'],
    kernelFunction: 'zap_pte_range',
  },
  mremap: {
    word: 'mremap',
    doc: 'Moves a mapping, its pages with it.',
    forms: [[P, A, { role: 'word', word: 'to' }, { role: 'address', name: 'B' }]],
    outcomes: ['done', 'EFAULT', 'EINVAL'],
    kernelFunction: 'move_ptes',
  },
  read: {
    word: 'read',
    doc: 'A CPU read with the page fault it takes; or a read through a reference, with none.',
    forms: [
      [P, A],
      [R, PLUS],
    ],
    outcomes: FAULTS.concat('done' as never),
    kernelFunction: 'handle_mm_fault',
  },
  write: {
    word: 'write',
    doc: 'A CPU write with the page fault it takes; or a write through a reference (DMA), with none.',
    forms: [
      [P, A, VALUE],
      [R, PLUS, VALUE],
    ],
    outcomes: FAULTS.concat('done' as never),
    kernelFunction: 'do_wp_page',
  },
  fork: {
    word: 'fork',
    doc: 'Makes a child that shares, or gets early copies of, the private pages.',
    forms: [[P, { role: 'as', makes: 'process' }]],
    outcomes: ['shared', 'early_copy', 'done'],
    kernelFunction: 'copy_present_ptes',
  },
  exec: {
    word: 'exec',
    doc: 'Replaces the program: everything is unmapped.',
    forms: [[P]],
    outcomes: ['done'],
    kernelFunction: 'exec_mmap',
  },
  exit: {
    word: 'exit',
    doc: 'Ends the process: everything is unmapped, references stay.',
    forms: [[P]],
    outcomes: ['done'],
    kernelFunction: 'exit_mmap',
  },
  pin: {
    word: 'pin',
    doc: 'pin_user_pages (FOLL_PIN); for writing unless `read` is said.',
    forms: [[P, A, { role: 'flags', groups: [['read', 'write'], ['longterm'], ['fast']] }, AS]],
    outcomes: GUP,
    kernelFunction: 'pin_user_pages',
  },
  get: {
    word: 'get',
    doc: 'get_user_pages (FOLL_GET); for reading unless `write` is said.',
    forms: [[P, A, { role: 'flags', groups: [['read', 'write'], ['force'], ['fast']] }, AS]],
    outcomes: GUP,
    kernelFunction: 'get_user_pages',
  },
  hold: {
    word: 'hold',
    doc: "A passing reference of the kernel's own (speculative lookup, compaction): it counts, and nobody looks through it.",
    forms: [[P, A, AS]],
    outcomes: ['done', 'EFAULT'],
    kernelFunction: 'folio_try_get',
  },
  unpin: {
    word: 'unpin',
    doc: 'Releases a reference, whatever its kind; with an address, the newest taken there.',
    forms: [[R], [P, A]],
    outcomes: ['done', 'EINVAL'],
    kernelFunction: 'unpin_user_pages',
  },
  put: {
    word: 'put',
    doc: 'Releases a reference, whatever its kind.',
    forms: [[R], [P, A]],
    outcomes: ['done', 'EINVAL'],
    kernelFunction: 'folio_put',
  },
  vmsplice: {
    word: 'vmsplice',
    doc: 'Puts pages into a pipe: a read FOLL_GET that lasts until the pipe is read or closed.',
    forms: [[P, A, AS]],
    outcomes: GUP,
    kernelFunction: 'vmsplice_to_pipe',
  },
  io_uring_register: {
    word: 'io_uring_register',
    doc: 'Registers a fixed buffer: FOLL_PIN, FOLL_WRITE, FOLL_LONGTERM.',
    forms: [[P, A, AS]],
    outcomes: GUP,
    kernelFunction: 'io_sqe_buffer_register',
    since: 'io_uring',
  },
  odirect_read: {
    word: 'odirect_read',
    doc: 'An O_DIRECT read(2) in flight: DMA into memory, for writing.',
    forms: [[P, A, AS]],
    outcomes: GUP,
    kernelFunction: 'bio_iov_iter_get_pages',
  },
  odirect_write: {
    word: 'odirect_write',
    doc: 'An O_DIRECT write(2) in flight: DMA from memory, for reading.',
    forms: [[P, A, AS]],
    outcomes: GUP,
    kernelFunction: 'bio_iov_iter_get_pages',
  },
  rdma_register: {
    word: 'rdma_register',
    doc: 'Registers an RDMA region: FOLL_PIN, FOLL_LONGTERM, for writing unless `read` is said.',
    forms: [[P, A, { role: 'flags', groups: [['read']] }, AS]],
    outcomes: GUP,
    kernelFunction: 'ib_umem_get',
  },
  process_vm_readv: {
    word: 'process_vm_readv',
    doc: "Reads another process's memory: a short FOLL_PIN.",
    forms: [[P, { role: 'word', word: 'from' }, { role: 'process', name: 'P2' }, A]],
    outcomes: SHORT,
    kernelFunction: 'process_vm_rw_single_vec',
  },
  process_vm_writev: {
    word: 'process_vm_writev',
    doc: "Writes another process's memory: a short FOLL_PIN for writing.",
    forms: [[P, { role: 'word', word: 'to' }, { role: 'process', name: 'P2' }, A, VALUE]],
    outcomes: SHORT,
    kernelFunction: 'process_vm_rw_single_vec',
  },
  peek: {
    word: 'peek',
    doc: 'ptrace or /proc/PID/mem read: FOLL_GET with FOLL_FORCE.',
    forms: [[P, A]],
    outcomes: SHORT,
    kernelFunction: 'access_remote_vm',
  },
  poke: {
    word: 'poke',
    doc: 'ptrace or /proc/PID/mem write: FOLL_GET with FOLL_FORCE and FOLL_WRITE.',
    forms: [[P, A, VALUE]],
    outcomes: SHORT,
    kernelFunction: 'access_remote_vm',
  },
  mprotect: {
    word: 'mprotect',
    doc: 'Changes what a mapping allows.',
    forms: [[P, A, { role: 'choice', name: 'PROTECTION', words: ['none', 'r', 'rw'] }]],
    outcomes: ['done', 'ENOMEM'],
    kernelFunction: 'change_pte_range',
  },
  madvise: {
    word: 'madvise',
    doc: 'Advice on a mapping.',
    forms: [[P, A, { role: 'choice', name: 'ADVICE', words: ADVICE }]],
    outcomes: ['done', 'refused', 'EINVAL', 'EFAULT', 'ENOMEM', 'unsupported'],
    kernelFunction: 'do_madvise',
  },
  clear_refs: {
    word: 'clear_refs',
    doc: 'Writes 4 to /proc/PID/clear_refs: starts soft-dirty tracking.',
    forms: [[P]],
    outcomes: ['done'],
    kernelFunction: 'clear_refs_pte_range',
  },
  uffd_wp: {
    word: 'uffd_wp',
    doc: 'userfaultfd write protection: on, async (clear and go on), off (resolve).',
    forms: [[P, A, { role: 'choice', name: 'MODE', words: ['on', 'async', 'off'] }]],
    outcomes: ['done', 'EINVAL', 'unsupported'],
    kernelFunction: 'mwriteprotect_range',
    since: 'uffd_wp',
  },
  uffd_rwp: {
    word: 'uffd_rwp',
    doc: 'userfaultfd read-write protection.',
    forms: [[P, A, { role: 'choice', name: 'MODE', words: ['on', 'off'] }]],
    outcomes: ['done', 'EINVAL', 'unsupported'],
    kernelFunction: 'mwriteprotect_range',
    since: 'uffd_rwp',
  },
  uffd_continue: {
    word: 'uffd_continue',
    doc: 'UFFDIO_CONTINUE: maps the page-cache page read-only.',
    forms: [[P, A]],
    outcomes: ['done', 'EFAULT', 'EINVAL', 'unsupported'],
    kernelFunction: 'mfill_atomic_install_pte',
    since: 'uffd_continue',
  },
  swapout: {
    word: 'swapout',
    doc: 'Swaps the pages out: all steps of a reclaim.',
    forms: [[P, A]],
    outcomes: ['done', 'refused'],
    kernelFunction: 'shrink_folio_list',
  },
  reclaim: {
    word: 'reclaim',
    doc: 'One step of a swap-out.',
    forms: [[P, A, { role: 'choice', name: 'STEP', words: RECLAIM_STEPS }]],
    outcomes: ['done', 'refused'],
    kernelFunction: 'shrink_folio_list',
  },
  ksm: {
    word: 'ksm',
    doc: 'One full ksmd pass over the mergeable pages of equal content.',
    forms: [[]],
    outcomes: ['merged', 'refused', 'done'],
    kernelFunction: 'ksm_do_scan',
  },
  migrate: {
    word: 'migrate',
    doc: 'Moves the page to another page frame (compaction).',
    forms: [[P, A]],
    outcomes: ['moved', 'refused'],
    kernelFunction: 'migrate_pages',
  },
  numa_hint: {
    word: 'numa_hint',
    doc: 'A NUMA hinting pass over the range.',
    forms: [[P, A]],
    outcomes: ['done', 'refused'],
    kernelFunction: 'change_prot_numa',
  },
  split: {
    word: 'split',
    doc: 'Splits a THP into small pages.',
    forms: [[P, A]],
    outcomes: ['done', 'refused'],
    kernelFunction: 'split_folio',
  },
  lock: {
    word: 'lock',
    doc: 'Somebody else takes the page lock.',
    forms: [[P, A]],
    outcomes: ['done', 'EFAULT', 'EBUSY'],
    kernelFunction: 'folio_lock',
  },
  unlock: {
    word: 'unlock',
    doc: 'Gives the page lock back; who waits for it goes on.',
    forms: [[P, A]],
    outcomes: ['done', 'EINVAL'],
    kernelFunction: 'folio_unlock',
  },
  drain: {
    word: 'drain',
    doc: 'lru_add_drain_all: empties the LRU batches of all CPUs.',
    forms: [[]],
    outcomes: ['done'],
    kernelFunction: 'lru_add_drain_all',
  },
  cpu: {
    word: 'cpu',
    doc: "Moves the process to a CPU; a child starts on its parent's.",
    forms: [[P, { role: 'number', name: 'N' }]],
    outcomes: ['done'],
    kernelFunction: 'sched_setaffinity',
  },
} as const satisfies Record<string, OperationRow>;

/** The word of an operation. */
export type OperationWord = keyof typeof OPERATIONS;

/** Number of a process in its scenario: index into `Scenario.processes`. `p1` is 0. */
export type ProcessId = number;
/** Number of a reference in its scenario: index into `Scenario.references`. */
export type ReferenceId = number;
/** Number of a file in its scenario: index into `Scenario.files`. */
export type FileId = number;

/** An address range: the first byte, and how many 4 KiB pages it touches. A single address has `pages` 1. */
export interface AddressRange {
  /** Byte address below 2^47. */
  readonly address: number;
  readonly pages: number;
}

/**
 * An operation with its names resolved to numbers: what the machine runs. `value` null means a fresh value.
 * With `times` N, the i-th repetition makes process `child + i` and reference `reference + i`.
 */
export type Operation =
  | { readonly kind: 'process'; readonly process: ProcessId }
  | {
      readonly kind: 'mmap';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly shared: boolean;
      readonly file: FileId | null;
      readonly protection: Protection;
      readonly huge: 'thp' | 'hugetlb' | null;
    }
  | { readonly kind: 'pread'; readonly file: FileId; readonly offset: number }
  | { readonly kind: 'pwrite'; readonly file: FileId; readonly offset: number; readonly value: number | null }
  | { readonly kind: 'munmap'; readonly process: ProcessId; readonly range: AddressRange }
  | { readonly kind: 'mremap'; readonly process: ProcessId; readonly range: AddressRange; readonly to: AddressRange }
  | { readonly kind: 'read'; readonly process: ProcessId; readonly range: AddressRange }
  | { readonly kind: 'write'; readonly process: ProcessId; readonly range: AddressRange; readonly value: number | null }
  | { readonly kind: 'read_reference'; readonly reference: ReferenceId; readonly offset: number }
  | {
      readonly kind: 'write_reference';
      readonly reference: ReferenceId;
      readonly offset: number;
      readonly value: number | null;
    }
  | { readonly kind: 'fork'; readonly process: ProcessId; readonly child: ProcessId }
  | { readonly kind: 'exec' | 'exit' | 'clear_refs'; readonly process: ProcessId }
  | {
      readonly kind: 'pin';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly write: boolean;
      readonly longterm: boolean;
      readonly fast: boolean;
      readonly reference: ReferenceId;
    }
  | {
      readonly kind: 'get';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly write: boolean;
      readonly force: boolean;
      readonly fast: boolean;
      readonly reference: ReferenceId;
    }
  | {
      readonly kind: 'hold' | 'vmsplice' | 'io_uring_register' | 'odirect_read' | 'odirect_write';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly reference: ReferenceId;
    }
  | {
      readonly kind: 'rdma_register';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly write: boolean;
      readonly reference: ReferenceId;
    }
  /** `unpin R`, `put R`. */
  | { readonly kind: 'release'; readonly reference: ReferenceId }
  /** `unpin P A`, `put P A`: the newest reference taken there. */
  | { readonly kind: 'release_at'; readonly process: ProcessId; readonly range: AddressRange }
  | {
      readonly kind: 'process_vm_readv';
      readonly process: ProcessId;
      readonly target: ProcessId;
      readonly range: AddressRange;
    }
  | {
      readonly kind: 'process_vm_writev';
      readonly process: ProcessId;
      readonly target: ProcessId;
      readonly range: AddressRange;
      readonly value: number | null;
    }
  | { readonly kind: 'peek'; readonly process: ProcessId; readonly range: AddressRange }
  | { readonly kind: 'poke'; readonly process: ProcessId; readonly range: AddressRange; readonly value: number | null }
  | {
      readonly kind: 'mprotect';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly protection: Protection;
    }
  | { readonly kind: 'madvise'; readonly process: ProcessId; readonly range: AddressRange; readonly advice: Advice }
  | {
      readonly kind: 'uffd_wp';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly mode: 'on' | 'async' | 'off';
    }
  | {
      readonly kind: 'uffd_rwp';
      readonly process: ProcessId;
      readonly range: AddressRange;
      readonly mode: 'on' | 'off';
    }
  | {
      readonly kind: 'uffd_continue' | 'swapout' | 'migrate' | 'numa_hint' | 'split' | 'lock' | 'unlock';
      readonly process: ProcessId;
      readonly range: AddressRange;
    }
  | { readonly kind: 'reclaim'; readonly process: ProcessId; readonly range: AddressRange; readonly step: ReclaimStep }
  | { readonly kind: 'ksm' | 'drain' }
  | { readonly kind: 'cpu'; readonly process: ProcessId; readonly cpu: number };

/** Numbers that several kinds of operations have; undefined where this one does not. */
export interface CommonOperands {
  readonly process?: ProcessId;
  readonly target?: ProcessId;
  readonly reference?: ReferenceId;
  readonly range?: AddressRange;
}

/** An operation's numbers whatever its kind. Every statement is asked at every edit, and `in` would take ten times as long. */
export function operandsOf(operation: Operation): CommonOperands {
  return operation as CommonOperands;
}

/** What an `Operation` is. */
export type OperationKind = Operation['kind'];
