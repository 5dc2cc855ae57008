/** What a statement names: its addresses, and the process that they are of. */
import type { AddressRange, Scenario, Statement } from '@cowscope/core';
import { PAGE_SIZE, pageAddress } from '../statements.ts';

/** The addresses that a statement names, its own first. */
export function rangesOf({ operation, expectation }: Statement): AddressRange[] {
  if (operation !== null && 'range' in operation)
    return 'to' in operation ? [operation.range, operation.to] : [operation.range];
  if (expectation === null || !('address' in expectation)) return [];
  const addresses = 'address2' in expectation ? [expectation.address, expectation.address2] : [expectation.address];
  return addresses.map((address) => ({ address, pages: 1 }));
}

/** The address that a number in a statement means; undefined where it is a value, a count or a version. */
export function addressOf(statement: Statement, word: string): number | undefined {
  const digits = /^(0x[0-9a-f_]+|[0-9][0-9_]*)/i.exec(word)?.[0];
  if (digits === undefined) return undefined;
  const number = Number(digits.replaceAll('_', ''));
  const isInside = ({ address, pages }: AddressRange) =>
    number >= pageAddress(address) && number < pageAddress(address) + pages * PAGE_SIZE;
  return rangesOf(statement).some(isInside) ? number : undefined;
}

/** The process whose memory a statement is about; undefined where it is about none. */
export function subjectOf({ operation, expectation }: Statement, { processes }: Scenario): string | undefined {
  if (operation !== null && 'target' in operation) return processes[operation.target];
  if (operation !== null && 'process' in operation) return processes[operation.process];
  return expectation !== null && 'process' in expectation ? processes[expectation.process] : undefined;
}
