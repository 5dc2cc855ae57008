/** How the forms of the table are written, for messages, signature help and the reference page. */
import type { Operand, OperationRow } from './operations.ts';
import { unreachable } from './unreachable.ts';

/** How an operand is written: `P`, `[read|write]`, `[as R]`. */
export function operandText(operand: Operand): string {
  switch (operand.role) {
    case 'process':
    case 'address':
    case 'reference':
    case 'file':
    case 'number':
      return operand.name;
    case 'plus_offset':
      return `[+${operand.name}]`;
    case 'value':
      return operand.optional ? `[${operand.name}]` : operand.name;
    case 'word':
      return operand.word;
    case 'choice':
      return operand.words.join('|');
    case 'flags':
      return operand.groups.map((group) => `[${group.join('|')}]`).join(' ');
    case 'backing':
      return '[anon|file NAME]';
    case 'as':
      return operand.makes === 'process' ? '[as NAME]' : '[as R]';
    default:
      return unreachable(operand);
  }
}

/** A form as it is written, its word first: `pin P A [read|write] [longterm] [fast] [as R]`. */
export function signatureText(row: OperationRow, form: readonly Operand[]): string {
  return [row.word, ...form.map(operandText)].join(' ');
}

/** All forms of a row, joined by `or`. */
export function signaturesText(row: OperationRow): string {
  return row.forms.map((form) => signatureText(row, form)).join('  or  ');
}
