import { ADVISE_EDGES } from './advise.ts';
import { COLLAPSE_EDGES } from './collapse.ts';
import { ENDINGS_EDGES } from './endings.ts';
import { FAULT_EDGES } from './fault.ts';
import { FORK_EDGES } from './fork.ts';
import { GUP_EDGES } from './gup.ts';
import { HUGE_EDGES } from './huge.ts';
import { HUGETLB_EDGES } from './hugetlb.ts';
import { KSM_EDGES } from './ksm.ts';
import { LOCK_EDGES } from './lock.ts';
import { LOOK_EDGES } from './look.ts';
import { MIGRATE_EDGES } from './migrate.ts';
import { NUMA_EDGES } from './numa.ts';
import { OPERATE_EDGES } from './operate.ts';
import { PAGES_EDGES } from './pages.ts';
import { PROTECT_EDGES } from './protect.ts';
import { PTES_EDGES } from './ptes.ts';
import { RECLAIM_EDGES } from './reclaim.ts';
import { SPLIT_EDGES } from './split.ts';
import { START_EDGES } from './start.ts';
import { SWAPIN_EDGES } from './swapin.ts';
import { VIEW_EDGES } from './view.ts';
import { VMAS_EDGES } from './vmas.ts';
import { WP_EDGES } from './wp.ts';
import { ZAP_EDGES } from './zap.ts';

/** The rows of every mechanism. */
export const EDGES: Readonly<Record<string, string>> = {
  advise: ADVISE_EDGES,
  collapse: COLLAPSE_EDGES,
  endings: ENDINGS_EDGES,
  fault: FAULT_EDGES,
  fork: FORK_EDGES,
  gup: GUP_EDGES,
  huge: HUGE_EDGES,
  hugetlb: HUGETLB_EDGES,
  ksm: KSM_EDGES,
  lock: LOCK_EDGES,
  look: LOOK_EDGES,
  migrate: MIGRATE_EDGES,
  numa: NUMA_EDGES,
  operate: OPERATE_EDGES,
  pages: PAGES_EDGES,
  protect: PROTECT_EDGES,
  ptes: PTES_EDGES,
  reclaim: RECLAIM_EDGES,
  split: SPLIT_EDGES,
  start: START_EDGES,
  swapin: SWAPIN_EDGES,
  view: VIEW_EDGES,
  vmas: VMAS_EDGES,
  wp: WP_EDGES,
  zap: ZAP_EDGES,
};
