/**
 * Which rule switches a statement asks, for people who want to know what decided: each with its value under the kernel,
 * where that comes from, and whether it was compared with a real kernel. Nothing is run; the mechanisms read the switches.
 */
import {
  type Checked,
  checkedUnder,
  compareVersions,
  type Kernel,
  type SwitchName,
  sourceOf,
  switchNamed,
} from '../kernel/index.ts';
import type { Operation, OperationKind, Outcome } from '../language/operations.ts';

/** A rule switch as it stands under a kernel. */
export interface RuleInForce {
  readonly name: SwitchName;
  readonly value: string;
  /** First mainline version with the value; null where the kernel differs from its base in this switch. */
  readonly from: string | null;
  /** Commits, kernel functions and releases read; empty where `from` is null. */
  readonly source: string;
  readonly checked: Checked;
}

/** The rules that a statement of that outcome asks under a kernel, the deciding one first; empty where none differs between kernels. */
export function rulesBehind(operation: Operation, outcome: Outcome, kernel: Kernel): RuleInForce[] {
  const names = [...new Set([...ofFault(operation, outcome), ...ofOperation(operation)])];
  return names.flatMap((name) => inForce(name, kernel) ?? []);
}

/** The switch under the kernel; undefined where its base is older than the switch. */
function inForce(name: SwitchName, kernel: Kernel): RuleInForce | undefined {
  const { rules, base } = kernel;
  const value = rules[name];
  const checked = checkedUnder(kernel, name);
  const rule = switchNamed(name);
  if (value === null || rule === undefined) return undefined;
  const entry = rule.entries.findLast(({ from }) => compareVersions(from, base) <= 0);
  if (entry?.value !== value) return { name, value, from: null, source: '', checked };
  return { name, value, from: entry.from, source: sourceOf(rule, entry), checked };
}

/** What the fault that a statement took asked. */
function ofFault(operation: Operation, outcome: Outcome): SwitchName[] {
  switch (outcome) {
    case 'copy':
    case 'reuse':
      return ['wp_reuse'];
    case 'unshare':
      return ['unshare_on_ro_pin', 'wp_reuse'];
    case 'swap_in':
      return [operation.kind === 'write' ? 'swapin_reuse' : 'swapin_read_writable'];
    default:
      return [];
  }
}

const READ_GUP: readonly SwitchName[] = ['unshare_on_ro_pin', 'read_gup_breaks_cow'];
const RECLAIM: readonly SwitchName[] = ['swap_skips', 'exclusive_flag'];

/** What each operation asks whatever its faults do, in its usual form. */
const ASKED: Readonly<Record<OperationKind, readonly SwitchName[]>> = {
  fork: ['fork_early_copy'],
  pin: ['pin_bias'],
  rdma_register: ['pin_bias'],
  io_uring_register: ['pin_bias'],
  odirect_read: ['o_direct_ref', 'pin_bias'],
  odirect_write: ['o_direct_ref', ...READ_GUP],
  process_vm_readv: READ_GUP,
  get: ['read_gup_breaks_cow'],
  vmsplice: ['read_gup_breaks_cow'],
  peek: ['read_gup_breaks_cow'],
  poke: ['force_write'],
  mprotect: ['mprotect_skips'],
  clear_refs: ['clear_refs_skips'],
  uffd_wp: ['uffd_wp_skips'],
  uffd_rwp: ['uffd_rwp'],
  uffd_continue: ['uffd_continue_sets_dirty'],
  swapout: RECLAIM,
  reclaim: RECLAIM,
  munmap: ['unmap_drains_lru'],
  exit: ['unmap_drains_lru'],
  exec: ['unmap_drains_lru'],
  mremap: ['mremap_clears_uffd_wp'],
  migrate: ['migration_keeps_dirty'],
  numa_hint: ['numa_skip', 'numa_restore'],
  process: [],
  mmap: [],
  pread: [],
  pwrite: [],
  read: [],
  write: [],
  read_reference: [],
  write_reference: [],
  hold: [],
  release: [],
  release_at: [],
  process_vm_writev: [],
  madvise: [],
  split: [],
  lock: [],
  unlock: [],
  ksm: [],
  drain: [],
  cpu: [],
};

/** What an operation asks whatever its faults do. */
function ofOperation(operation: Operation): readonly SwitchName[] {
  switch (operation.kind) {
    case 'pin':
    case 'rdma_register':
      return operation.write ? ASKED.pin : [...READ_GUP, ...ASKED.pin];
    case 'get':
      return operation.write ? [] : ASKED.get;
    case 'mprotect':
      return operation.protection === 'rw' ? ['mprotect_upgrade'] : ASKED.mprotect;
    case 'uffd_wp':
      return operation.mode === 'off' ? ['uffd_resolve_upgrade'] : ASKED.uffd_wp;
    case 'madvise':
      if (operation.advice === 'pageout') return RECLAIM;
      return operation.advice === 'dontneed' ? ASKED.munmap : [];
    default:
      return ASKED[operation.kind];
  }
}
