/** The cases of the kernel's copy-on-write selftest (tools/testing/selftests/mm/cow.c), each as the statements it comes to. */
import type { MemoryKind } from './kinds.ts';

/** What a case compares in the end, and with what. */
export interface Look {
  /** Who looks: a process at the memory, or a reference. */
  readonly through: 'child' | 'pipe' | 'pin' | 'witness';
  /** What must be found: what stood there before the write, or what was written. */
  readonly wants: 'old' | 'new';
}

/** One case: what it does to the memory that a kind made. */
export interface SelftestCase {
  /** Number within its group, from 1. */
  readonly number: number;
  readonly runs: MemoryKind['runs'];
  /** cow.c's description of the case. */
  readonly wording: string;
  /** Statements; `$A` is the range of the kind, `$LOWER` and `$UPPER` its halves. */
  readonly steps: readonly string[];
  readonly look: Look;
  /** The range that is looked at where it is not all of the kind's. */
  readonly part?: 'lower' | 'upper';
  /** It looks through vmsplice(), whose FOLL_GET reference no rule of hugetlb minds. */
  readonly vmsplice?: true;
  /** It needs MADV_COLLAPSE. */
  readonly collapses?: true;
}

/** mprotect() there and back: the "mprotect() optimization" may leave the entries writable. */
const PROTECT = ['mprotect p1 $A r', 'mprotect p1 $A rw'] as const;
/** clear_refs in between: tracked memory is not made writable by mprotect(), so that the entries stay read-only. */
const READ_ONLY = ['mprotect p1 $A r', 'clear_refs p1', 'mprotect p1 $A rw'] as const;
const WRITE = 'write p1 $A 0xff';
const FORK = ['fork p1 as child', 'read child $A'] as const;
const VMSPLICE_IN_CHILD = [...FORK, 'vmsplice child $A as pipe', 'munmap child $A'] as const;
const CHILD_OLD: Look = { through: 'child', wants: 'old' };
const PIPE_OLD: Look = { through: 'pipe', wants: 'old' };
const PIN_NEW: Look = { through: 'pin', wants: 'new' };

const BEFORE: readonly Omit<SelftestCase, 'number' | 'runs'>[] = [
  { wording: 'Basic COW after fork()', steps: [...FORK, WRITE], look: CHILD_OLD },
  {
    wording: 'Basic COW after fork() with mprotect() optimization',
    steps: [...FORK, ...PROTECT, WRITE],
    look: CHILD_OLD,
  },
  { wording: 'vmsplice() + unmap in child', steps: [...VMSPLICE_IN_CHILD, WRITE], look: PIPE_OLD, vmsplice: true },
  {
    wording: 'vmsplice() + unmap in child with mprotect() optimization',
    steps: [...VMSPLICE_IN_CHILD, ...PROTECT, WRITE],
    look: PIPE_OLD,
    vmsplice: true,
  },
  {
    wording: 'vmsplice() before fork(), unmap in parent after fork()',
    steps: ['read p1 $A', 'vmsplice p1 $A as pipe', 'fork p1 as child', 'munmap p1 $A', 'write child $A 0xff'],
    look: PIPE_OLD,
    vmsplice: true,
  },
  {
    wording: 'vmsplice() + unmap in parent after fork()',
    steps: ['read p1 $A', 'fork p1 as child', 'vmsplice p1 $A as pipe', 'munmap p1 $A', 'write child $A 0xff'],
    look: PIPE_OLD,
    vmsplice: true,
  },
  {
    wording: 'R/O-mapping a page registered as iouring fixed buffer',
    steps: ['pin p1 $A longterm as pin', ...READ_ONLY, WRITE],
    look: PIN_NEW,
  },
  {
    wording: 'fork() with an iouring fixed buffer',
    steps: ['pin p1 $A longterm as pin', 'fork p1 as child', WRITE],
    look: PIN_NEW,
  },
];

/** The read-only pins: each by pin_user_pages() and by its fast twin. */
function readPins(
  what: string,
  before: readonly string[],
  prefix = 'R/O GUP',
): Omit<SelftestCase, 'number' | 'runs'>[] {
  return ['', ' fast'].map((fast) => ({
    wording: `${prefix}${fast.replace(' ', '-')} pin${what}`,
    steps: [...before, `pin p1 $A read longterm${fast} as pin`, WRITE],
    look: PIN_NEW,
  }));
}

const ANON = [
  ...BEFORE,
  ...readPins(' on R/O-mapped shared page', ['fork p1 as child']),
  ...readPins(' on R/O-mapped previously-shared page', ['fork p1 as child', 'exit child']),
  ...readPins(' on R/O-mapped exclusive page', READ_ONLY),
];

const COLLAPSE: readonly Omit<SelftestCase, 'number' | 'runs'>[] = [
  { wording: 'before fork()', steps: ['madvise p1 $A collapse', ...FORK, WRITE], look: CHILD_OLD },
  { wording: 'after fork() (fully shared)', steps: [...FORK, 'madvise p1 $A collapse', WRITE], look: CHILD_OLD },
  ...(['lower', 'upper'] as const).map((part) => {
    const [shared, own] = part === 'lower' ? ['$LOWER', '$UPPER'] : ['$UPPER', '$LOWER'];
    return {
      wording: `after fork() (${part} shared)`,
      look: CHILD_OLD,
      part,
      steps: [
        `madvise p1 ${own} dontfork`,
        'fork p1 as child',
        `read child ${shared}`,
        `madvise p1 ${own} dofork`,
        'madvise p1 $A collapse',
        WRITE,
      ],
    };
  }),
].map((one) => ({
  ...one,
  wording: `Basic COW after fork() when collapsing ${one.wording}`,
  collapses: true as const,
}));

const NON_ANON = [
  { wording: 'Basic COW', steps: [WRITE], look: { through: 'witness', wants: 'old' } as const },
  ...readPins('', [], 'R/O longterm GUP'),
];

function numbered(runs: MemoryKind['runs'], cases: readonly Omit<SelftestCase, 'number' | 'runs'>[]): SelftestCase[] {
  return cases.map((one, i) => ({ ...one, runs, number: i + 1 }));
}

/** Every case, in cow.c's order. */
export const CASES: readonly SelftestCase[] = [
  ...numbered('anon', ANON),
  ...numbered('collapse', COLLAPSE),
  ...numbered('non-anon', NON_ANON),
];
