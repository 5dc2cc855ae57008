/**
 * Which rule switches a statement asks, for people who want to know what decided: each with its value under the kernel,
 * where that comes from, and whether it was compared with a real kernel. Nothing is run; the mechanisms read the switches.
 */
import { type Checked, compareVersions, type Kernel, type SwitchName, sourceOf, switchNamed } from '../kernel/index.ts';
import type { Operation, Outcome } from '../language/operations.ts';
import { unreachable } from '../language/unreachable.ts';

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
function inForce(name: SwitchName, { rules, base }: Kernel): RuleInForce | undefined {
  const value = rules[name];
  const rule = switchNamed(name);
  if (value === null || rule === undefined) return undefined;
  const entry = rule.entries.findLast(({ from }) => compareVersions(from, base) <= 0);
  if (entry?.value !== value) return { name, value, from: null, source: '', checked: 'unverified' };
  return { name, value, from: entry.from, source: sourceOf(rule, entry), checked: entry.checked };
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

/** What an operation asks whatever its faults do. */
function ofOperation(operation: Operation): SwitchName[] {
  switch (operation.kind) {
    case 'fork':
      return ['fork_early_copy'];
    case 'pin':
    case 'rdma_register':
      return operation.write ? ['pin_bias'] : ['unshare_on_ro_pin', 'read_gup_breaks_cow', 'pin_bias'];
    case 'io_uring_register':
      return ['pin_bias'];
    case 'odirect_read':
      return ['o_direct_ref', 'pin_bias'];
    case 'odirect_write':
      return ['o_direct_ref', 'unshare_on_ro_pin', 'read_gup_breaks_cow'];
    case 'process_vm_readv':
      return ['unshare_on_ro_pin', 'read_gup_breaks_cow'];
    case 'get':
      return operation.write ? [] : ['read_gup_breaks_cow'];
    case 'vmsplice':
    case 'peek':
      return ['read_gup_breaks_cow'];
    case 'poke':
      return ['force_write'];
    case 'mprotect':
      return operation.protection === 'rw' ? ['mprotect_upgrade'] : ['mprotect_skips'];
    case 'clear_refs':
      return ['clear_refs_skips'];
    case 'uffd_wp':
      return operation.mode === 'off' ? ['uffd_resolve_upgrade'] : ['uffd_wp_skips'];
    case 'uffd_rwp':
      return ['uffd_rwp'];
    case 'uffd_continue':
      return ['uffd_continue_sets_dirty'];
    case 'swapout':
    case 'reclaim':
      return ['swap_skips', 'exclusive_flag'];
    case 'madvise':
      return ofAdvice(operation.advice);
    case 'munmap':
    case 'exit':
    case 'exec':
      return ['unmap_drains_lru'];
    case 'mremap':
      return ['mremap_clears_uffd_wp'];
    case 'migrate':
      return ['migration_keeps_dirty'];
    case 'numa_hint':
      return ['numa_skip', 'numa_restore'];
    case 'process':
    case 'mmap':
    case 'pread':
    case 'pwrite':
    case 'read':
    case 'write':
    case 'read_reference':
    case 'write_reference':
    case 'hold':
    case 'release':
    case 'release_at':
    case 'process_vm_writev':
    case 'split':
    case 'lock':
    case 'unlock':
    case 'ksm':
    case 'drain':
    case 'cpu':
      return [];
    default:
      return unreachable(operation);
  }
}

function ofAdvice(advice: (Operation & { kind: 'madvise' })['advice']): SwitchName[] {
  if (advice === 'pageout') return ['swap_skips', 'exclusive_flag'];
  return advice === 'dontneed' ? ['unmap_drains_lru'] : [];
}
