/** Breaks a text at blanks into lines of at most `width` characters; a longer word stands on a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/**
 * Rows as aligned columns, two blanks between them, `indent` before them. The last column is wrapped to `width`, and its
 * further lines stand below its first.
 */
export function table(rows: readonly (readonly string[])[], width: number, indent = ''): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const before = widths.slice(0, -1).reduce((sum, column) => sum + column + 2, indent.length);
  return rows.flatMap((row) => {
    const cells = row.slice(0, -1).map((cell, i) => `${cell.padEnd(widths[i] ?? 0)}  `);
    const last = wrap(row[row.length - 1] ?? '', Math.max(20, width - before));
    return last.map((line, i) => `${i === 0 ? indent + cells.join('') : ' '.repeat(before)}${line}`.trimEnd());
  });
}
