import type { DocumentLink } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { commitLink, cveLink } from '../links.ts';

const REFERENCE = /\bCVE-\d{4}-\d{4,7}\b|\bcommit ([0-9a-f]{12,40})\b/g;

/** The CVEs and the kernel commits (`commit 09854ba94c6a`) that comments and titles name, each a link. */
export function documentLinks(document: CowDocument): DocumentLink[] {
  return document.lines.flatMap((text, line) => {
    if (!text.includes('CVE-') && !text.includes('commit ')) return [];
    return Array.from(text.matchAll(REFERENCE), (match) => ({
      range: { start: { line, character: match.index }, end: { line, character: match.index + match[0].length } },
      target: match[1] === undefined ? cveLink(match[0]) : commitLink(match[1]),
    }));
  });
}
