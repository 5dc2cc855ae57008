/** Why a mutant may survive, for each that does: what it changes, nobody who uses Cowscope could notice. */
import { KERNEL } from './kernel.ts';
import { ADVISE } from './machine/advise.ts';
import { COLLAPSE } from './machine/collapse.ts';
import { ENDINGS } from './machine/endings.ts';
import { FAULT } from './machine/fault.ts';
import { FORK } from './machine/fork.ts';
import { GUP } from './machine/gup.ts';
import { HUGE } from './machine/huge.ts';
import { HUGETLB } from './machine/hugetlb.ts';
import { KSM } from './machine/ksm.ts';
import { LAYOUT } from './machine/layout.ts';
import { LOOK } from './machine/look.ts';
import { MACHINE } from './machine/machine.ts';
import { NUMA } from './machine/numa.ts';
import { OPERATE } from './machine/operate.ts';
import { PAGES } from './machine/pages.ts';
import { PROTECT } from './machine/protect.ts';
import { PTES } from './machine/ptes.ts';
import { REASONS } from './machine/reasons.ts';
import { RECLAIM } from './machine/reclaim.ts';
import { SPLIT } from './machine/split.ts';
import { START } from './machine/start.ts';
import { STATE } from './machine/state.ts';
import { SWAPIN } from './machine/swapin.ts';
import { VIEW } from './machine/view.ts';
import { VMAS } from './machine/vmas.ts';
import { WP } from './machine/wp.ts';
import { ZAP } from './machine/zap.ts';
import type { Reason } from './reason.ts';

/** The reasons, in the order of the files. */
export const SURVIVORS: readonly Reason[] = [
  ...KERNEL,
  ...ADVISE,
  ...COLLAPSE,
  ...ENDINGS,
  ...FAULT,
  ...FORK,
  ...GUP,
  ...HUGE,
  ...HUGETLB,
  ...KSM,
  ...LAYOUT,
  ...LOOK,
  ...MACHINE,
  ...NUMA,
  ...OPERATE,
  ...PAGES,
  ...PROTECT,
  ...PTES,
  ...REASONS,
  ...RECLAIM,
  ...SPLIT,
  ...START,
  ...STATE,
  ...SWAPIN,
  ...VIEW,
  ...VMAS,
  ...WP,
  ...ZAP,
];
