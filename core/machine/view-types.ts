/** The state as other tools read it: the names of the fields are those of the JSON trace. */

/** A named holder of `count` of a page's references. `line` is null for what the start or the kernel holds. */
export interface Holder {
  readonly by: string;
  readonly count: number;
  readonly line: number | null;
}

/** A page that somebody holds. */
export interface PageView {
  readonly page: number;
  readonly kind: 'anon' | 'file' | 'zero' | 'ksm';
  readonly order: number;
  readonly page_count: number;
  readonly mapcount: number;
  /** Pins; on small pages the simulator's own number. */
  readonly pincount: number;
  /** Null before 5.19. */
  readonly exclusive: boolean | null;
  readonly swapcache: boolean;
  readonly locked: boolean;
  readonly isolated: boolean;
  readonly holders: readonly Holder[];
  /** Offset ("0x008") → byte; zeroes are left out. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Whether the kernel's maybe_pinned says so. */
  readonly maybe_pinned: boolean;
  /** Not in an LRU batch and not isolated. */
  readonly lru: boolean;
  readonly writeback: boolean;
  /** Swap slot of the swapcache; null if none. */
  readonly slot: number | null;
  /** "NAME+INDEX" of a page-cache page; null if none. */
  readonly file: string | null;
}

/** A page-table entry that is not none. */
export interface PteView {
  readonly process: string;
  /** "0x1000". */
  readonly address: string;
  readonly state: 'present' | 'swap' | 'migration' | 'marker';
  readonly page: number | null;
  readonly slot: number | null;
  readonly swap_exclusive: boolean | null;
  readonly pmd: boolean;
  /** Which small page of a large folio the entry maps; 0 for small pages and PMDs. */
  readonly sub: number;
  readonly writable: boolean;
  readonly dirty: boolean;
  readonly soft_dirty: boolean;
  readonly uffd_wp: boolean;
  /** Exclusive flag of the small page that the entry maps, under a PMD of the head; null where none is mapped, and before 5.19. */
  readonly exclusive: boolean | null;
  /** NUMA hint or PROT_NONE. */
  readonly protnone: boolean;
  /** Line of the statement that made the entry; null for the start. */
  readonly line: number | null;
}

/** A swap slot in use. */
export interface SlotView {
  readonly slot: number;
  /** Swap entries that name it. */
  readonly count: number;
  /** The page of the swapcache; null if none. */
  readonly page: number | null;
  readonly bytes: Readonly<Record<string, number>>;
}

/** A mapping (vma). */
export interface MappingView {
  readonly process: string;
  readonly from: string;
  readonly to: string;
  readonly shared: boolean;
  readonly file: string | null;
  readonly protection: 'none' | 'r' | 'rw';
  readonly soft_dirty_tracking: boolean;
  /** dontfork, wipeonfork, mergeable, uffd_wp, uffd_rwp, thp, hugetlb: the flags that are set. */
  readonly flags: readonly string[];
}

/** A live reference. */
export interface RefView {
  readonly name: string;
  readonly kind: 'pin' | 'get' | 'hold';
  readonly write: boolean;
  readonly longterm: boolean;
  readonly pages: readonly number[];
  readonly process: string;
  readonly address: string;
  readonly coherent: boolean;
  /** Line of the statement that took it. */
  readonly line: number;
  /** Bytes charged to RLIMIT_MEMLOCK; 0 where none are. */
  readonly memlock: number;
}

/** The whole state after a step. */
export interface StateView {
  readonly processes: readonly {
    readonly name: string;
    readonly alive: boolean;
    readonly cpu: number;
    readonly has_pinned: boolean;
    readonly blocked: boolean;
  }[];
  readonly ptes: readonly PteView[];
  readonly pages: readonly PageView[];
  readonly slots: readonly SlotView[];
  readonly mappings: readonly MappingView[];
  readonly refs: readonly RefView[];
}
