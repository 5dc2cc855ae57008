import type { FileError } from './reports/report.ts';

/** An error as compilers print it, so that editors and terminals lead to the place. */
export function errorLine({ file, line, column, message, code }: FileError): string {
  return `${file}:${line}:${column}: error: ${message} [${code}]\n`;
}
