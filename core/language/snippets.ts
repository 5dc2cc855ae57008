/** The named bugs as snippets: what is inserted, ready to run. */

/** A ready-made scenario. */
export interface Snippet {
  readonly name: string;
  readonly doc: string;
  readonly body: string;
}

/** The snippets, by their names. */
export const SNIPPETS: readonly Snippet[] = [
  {
    name: 'vmsplice-leak',
    doc: 'CVE-2020-29374: a child that keeps a page in a pipe sees what its parent writes later.',
    body: `scenario "vmsplice leak, CVE-2020-29374"
write p1 0x1000 'A'
fork p1 as child
vmsplice child 0x1000 as pipe
munmap child 0x1000
write p1 0x1000 'B'
read pipe
expect leak on < 5.8
expect right on >= 5.8`,
  },
  {
    name: 'dma-lost-write',
    doc: 'A pinned page that fork makes read-only: the next write copies it away from the device.',
    body: `scenario "pinned buffer and fork"
pin p1 0x1000 as dma
fork p1
write p1 0x1000 'A'
read dma
expect lost on < 5.9
expect right on >= 5.9`,
  },
  {
    name: 'odirect-clear-refs',
    doc: 'O_DIRECT reads into a page while soft-dirty tracking write-protects it.',
    body: `scenario "O_DIRECT and clear_refs"
get p1 0x1000 write as bio
clear_refs p1
write p1 0x1fff 'A'
write bio 'D'
read p1 0x1000
expect lost on 5.9..5.18
expect right on < 5.9, >= 5.19`,
  },
  {
    name: 'mprotect-pin',
    doc: 'A pinned page that mprotect makes read-only and writable again.',
    body: `scenario "mprotect and a pin"
pin p1 0x1000 as dma
mprotect p1 0x1000 r
mprotect p1 0x1000 rw
write p1 0x1000 'A'
read dma
expect lost on 5.9..5.18
expect right on < 5.9, >= 5.19`,
  },
  {
    name: 'read-only-pin',
    doc: 'A read-only long-term pin of a page that is shared: does it see later writes?',
    body: `scenario "read-only pin of a shared page"
fork p1
pin p1 0x1000 read longterm as dma
write p1 0x1000 'A'
read dma
expect lost on 5.7, 5.9..5.18
expect right on 5.8, >= 5.19`,
  },
  {
    name: 'swap-dma',
    doc: 'A page under DMA is swapped out; the next write finds another page.',
    body: `scenario "swap-out under DMA"
get p1 0x1000 write as bio
swapout p1 0x1000
read p1 0x1000
write p1 0x1000 'A'
write bio +8 'D'
read p1 0x1008
expect lost on 5.9..5.18
expect right on < 5.9, >= 5.19`,
  },
  {
    name: 'lru-batch-copy',
    doc: 'The LRU batch holds a reference, and the page_count rule copies for nobody.',
    body: `scenario "a page in the LRU batch"
option lru_batch on
mmap p1 0x10000
write p1 0x10000
mprotect p1 0x10000 r
mprotect p1 0x10000 rw
write p1 0x10000
expect slow on 5.9..5.17`,
  },
  {
    name: 'race-fork-pin',
    doc: 'fork checks a page just before another thread pins it.',
    body: `race {
  thread a { write p1 0x1000; fork p1 }
  thread b { pin p1 0x1000 fast as dma }
}
write p1 0x1000 'B'
expect right on >= 5.11`,
  },
];
