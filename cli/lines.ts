/** The lines of a text; a line ends at LF, CRLF or CR and at nothing else. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
