/** Addresses outside the document. Only a user's click follows them. */

/** Where the project's documentation can be read. */
export const DOCS = 'https://github.com/cowscope/cowscope/blob/main/docs/';

/** The page that explains the code of a warning or an error. */
export function codeLink(code: string): string {
  return `${DOCS}warnings.md#${code}`;
}

/** The page of a kernel commit. */
export function commitLink(commit: string): string {
  return `https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=${commit}`;
}

/** The page of a CVE. */
export function cveLink(cve: string): string {
  return `https://www.cve.org/CVERecord?id=${cve}`;
}
