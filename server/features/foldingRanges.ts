import type { FoldingRange } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { FoldingRangeKind } from '../lsp.ts';
import { commentStart } from '../tokens.ts';

/** What can be folded: scenarios, blocks in braces, and comments of several lines. */
export function foldingRanges(document: CowDocument): FoldingRange[] {
  const { scenarios } = document.program;
  const ranges = scenarios.flatMap(({ line, title, endLine }) =>
    title === null ? [] : range(line - 1, lastWritten(document, endLine - 1)),
  );
  return [...ranges, ...blocks(document), ...comments(document)];
}

function range(startLine: number, endLine: number, kind?: FoldingRangeKind): FoldingRange[] {
  return endLine > startLine ? [{ startLine, endLine, ...(kind && { kind }) }] : [];
}

/** The last line that is not blank, so that the gap before the next scenario stays. */
function lastWritten({ lines }: CowDocument, line: number): number {
  while (line > 0 && (lines[line] ?? '').trim() === '') line--;
  return line;
}

/** A block's fold leaves its closing brace in sight. */
function blocks({ lines }: CowDocument): FoldingRange[] {
  const open: number[] = [];
  return lines.flatMap((line, index) => {
    if (!line.includes('{') && !line.includes('}')) return [];
    const code = line.slice(0, commentStart(line)).replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '');
    const closed: FoldingRange[] = [];
    for (const [brace] of code.matchAll(/[{}]/g)) {
      if (brace === '{') open.push(index);
      else closed.push(...range(open.pop() ?? index, index - 1));
    }
    return closed;
  });
}

function comments({ lines }: CowDocument): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let first = -1;
  for (let index = 0; index <= lines.length; index++) {
    const isComment = /^\s*(#|\/\/)/.test(lines[index] ?? '');
    if (isComment && first === -1) first = index;
    if (!isComment && first !== -1) {
      ranges.push(...range(first, index - 1, FoldingRangeKind.Comment));
      first = -1;
    }
  }
  return ranges;
}
