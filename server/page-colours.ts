/** Pages as people tell them apart: the mark of a page before its number, and its colour where the editor shows ours. */
import { PAGE_MARKS, pageMarkIndex } from '@cowscope/core';

/** `■ page 2`. */
export function markedPage(page: number): string {
  return `${glyphOf(page)} page ${page}`;
}

/** The mark of a page: `■`. */
export function glyphOf(page: number): string {
  return PAGE_MARKS[pageMarkIndex(page)]?.mark ?? '';
}

const GLYPHS = PAGE_MARKS.map(({ mark }) => mark);
const MARKED = new RegExp(`[${GLYPHS.join('')}](?= page \\d)`, 'g');

/** Markdown whose marks have the colours that our extension contributes, for an editor that shows HTML in Markdown. */
export function coloured(markdown: string): string {
  return markdown.replace(MARKED, (mark) => {
    const colour = `var(--vscode-cowscope-page${GLYPHS.indexOf(mark) + 1})`;
    return `<span style="color:${colour};">${mark}</span>`;
  });
}
