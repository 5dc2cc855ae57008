/**
 * What the sources of the rules say that each era gets wrong, each as a search: an alphabet in which it can be written,
 * and whether it should be found on a kernel. Sources: the mails "Summary of COW related issues in upstream Linux" and
 * the cover letters of "COW fixes", parts 1 to 3 (David Hildenbrand, 2021 and 2022), and the commits of the switches.
 */
import { eraOf, type Kernel } from '../../kernel/index.ts';
import type { Harm, SearchSpace } from './question.ts';

/** Something that an era is said to get wrong, or to get right since. */
export interface Claim {
  readonly harm: Harm;
  /** What is said, and of which eras. */
  readonly says: string;
  readonly space: Partial<SearchSpace> & Pick<SearchSpace, 'alphabet' | 'length'>;
  /** Whether the harm should be found on this kernel. */
  readonly expected: (kernel: Kernel) => boolean;
}

/** Whether a kernel belongs to one of these eras; `E3` is all that begin so. */
function within(...eras: readonly string[]): (kernel: Kernel) => boolean {
  return ({ base }) => eras.some((era) => eraOf(base).startsWith(era));
}

const page_count = within('E2');
const always = (): boolean => true;

/** The claims, by harm. */
export const CLAIMS: readonly Claim[] = [
  {
    harm: 'leak',
    says: 'E1, E1b: a read GET, its owner unmaps the page, the other process writes (CVE-2020-29374)',
    space: { alphabet: 'fork, get, munmap, write P', length: 4 },
    expected: within('E1'),
  },
  {
    harm: 'leak',
    says: 'E1, E1b and E2a: the same where the write swaps the page in',
    space: { alphabet: 'fork, get, munmap, swapout, write P', length: 5 },
    expected: within('E1', 'E2a'),
  },
  {
    harm: 'leak',
    says: 'E1, E1b and E2a: the same with a huge page',
    space: { alphabet: 'fork, get, exit, write P', memory: 'thp', length: 4 },
    expected: within('E1', 'E2a'),
  },
  {
    harm: 'leak',
    says: 'every era: the same with hugetlb memory',
    space: { alphabet: 'fork, get, exit, write P', memory: 'hugetlb', length: 4 },
    expected: always,
  },
  {
    harm: 'lost',
    says: 'E1, E1b: fork after a pin',
    space: { alphabet: 'fork, pin, write P', length: 3 },
    expected: within('E1'),
  },
  {
    harm: 'lost',
    says: 'every era: fork after a write GET',
    space: { alphabet: 'fork, get write, write P', length: 3 },
    expected: always,
  },
  {
    harm: 'lost',
    says: 'E1 and E2: a read pin of a shared page (E1b: a read pin before fork)',
    space: { alphabet: 'fork, pin read, write P', length: 3 },
    expected: within('E1', 'E2'),
  },
  {
    harm: 'lost',
    says: 'E1, E2, E3a: a long-term read pin of the zero page',
    space: { alphabet: 'pin read longterm, write P', memory: 'fresh', length: 2 },
    expected: (kernel) => within('E1', 'E2', 'E3a')(kernel) && kernel.rules.read_gup_breaks_cow !== 'yes',
  },
  {
    harm: 'lost',
    says: 'E1, E2, E3a: a long-term read pin of a page-cache page in a private mapping',
    space: { alphabet: 'pin read longterm, write P', memory: 'file', length: 2 },
    expected: (kernel) => within('E1', 'E2', 'E3a')(kernel) && kernel.rules.read_gup_breaks_cow !== 'yes',
  },
  {
    harm: 'lost',
    says: 'E2: clear_refs under a write GET',
    space: { alphabet: 'get write, clear_refs, write P', length: 3 },
    expected: page_count,
  },
  {
    harm: 'lost',
    says: 'E2: swapping under a write GET',
    space: { alphabet: 'get write, swapout, read P, write P', length: 4 },
    expected: page_count,
  },
  {
    harm: 'lost',
    says: 'E2: mprotect to read-only and back under a pin',
    space: { alphabet: 'pin, mprotect r, mprotect rw, write P', length: 4 },
    expected: page_count,
  },
  {
    harm: 'lost',
    says: 'E2a until clear_refs skips pinned pages: clear_refs under a pin',
    space: { alphabet: 'pin, clear_refs, write P', length: 3 },
    expected: (kernel) => page_count(kernel) && kernel.rules.clear_refs_skips === 'nothing',
  },
  {
    harm: 'lost',
    says: 'E2a until reclaim skips pinned pages: swapping under a pin',
    space: { alphabet: 'pin, swapout, read P, write P', length: 4 },
    expected: (kernel) => page_count(kernel) && kernel.rules.swap_skips === 'nothing',
  },
  {
    harm: 'lost',
    says: 'E2: a pin taken while reclaim has the page isolated',
    space: { alphabet: 'pin, reclaim isolate, reclaim swapcache, reclaim unmap, read P, write P', length: 6 },
    expected: page_count,
  },
  {
    harm: 'slow',
    says: 'E2a: a page in the LRU batch',
    space: { alphabet: 'fork, write P, exit', memory: 'fresh', options: ['lru_batch on'], length: 4 },
    expected: within('E2a'),
  },
  {
    harm: 'slow',
    says: 'E2a: a page in the swapcache',
    space: { alphabet: 'swapout, read P, write P', length: 3 },
    expected: within('E2a'),
  },
  {
    harm: 'slow',
    says: "E2, and E3 after a fork: a passing reference of the kernel's own",
    space: { alphabet: 'hold, fork, exit, write P', length: 4 },
    expected: within('E2', 'E3'),
  },
  {
    harm: 'slow',
    says: 'E2, and E3 after a fork: somebody else has the page lock',
    space: { alphabet: 'lock, fork, exit, write P', length: 4 },
    expected: within('E2', 'E3'),
  },
  {
    harm: 'slow',
    says: 'until E3c, where large folios are reused: a huge page that is mapped in parts, after a fork',
    space: { alphabet: 'fork p1, exit p2, madvise p1 dontneed, write p1', memory: 'thp', pages: 2, length: 4 },
    expected: within('E2', 'E3a', 'E3b'),
  },
];
