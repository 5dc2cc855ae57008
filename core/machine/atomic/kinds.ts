/** What kind of operation a thread does, as far as its steps depend on it. */
import { operandsOf, type ProcessId } from '../../language/operations.ts';
import { unreachable } from '../../language/unreachable.ts';
import type { Remote, Taking } from '../operate.ts';
import type { ThreadOperation } from './thread.ts';

/** The process whose memory an operation is about; -1: none. */
export function memoryOf({ operation }: ThreadOperation): ProcessId {
  if (operation.kind === 'process') return -1;
  const { process, target } = operandsOf(operation);
  return target ?? process ?? -1;
}

/** A call that takes references by GUP, for good or for the time of a look. */
export type GupOperation = Taking | Remote;

/** Whether the call only looks into another process. */
export function isRemote(op: GupOperation): op is Remote {
  switch (op.kind) {
    case 'process_vm_readv':
    case 'process_vm_writev':
    case 'peek':
    case 'poke':
      return true;
    case 'pin':
    case 'get':
    case 'hold':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
      return false;
    default:
      return unreachable(op);
  }
}

/** Whether the call tries without locks first: what says `fast`, and what goes through iov_iter_get_pages. */
export function isFast(op: GupOperation): op is Taking {
  if (isRemote(op)) return false;
  return (
    ((op.kind === 'pin' || op.kind === 'get') && op.fast) ||
    op.kind === 'vmsplice' ||
    op.kind === 'odirect_read' ||
    op.kind === 'odirect_write'
  );
}
