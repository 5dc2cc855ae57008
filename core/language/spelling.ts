/** What newcomers type, and the word of the language that they mean. */
import { nearest } from '../kernel/index.ts';
import { OPERATIONS } from './operations.ts';

/** Words that other tools, manuals and the kernel's headers use. */
const ALIASES: Readonly<Record<string, string>> = {
  PROT_READ: 'r',
  PROT_WRITE: 'rw',
  PROT_NONE: 'none',
  PROT_EXEC: 'r',
  ro: 'r',
  wo: 'rw',
  w: 'rw',
  wr: 'rw',
  rx: 'r',
  rwx: 'rw',
  no: 'none',
  MAP_SHARED: 'shared',
  MAP_PRIVATE: 'private',
  MAP_ANONYMOUS: 'anon',
  MAP_ANON: 'anon',
  anonymous: 'anon',
  MAP_HUGETLB: 'hugetlb',
  huge: 'thp',
  FOLL_WRITE: 'write',
  FOLL_LONGTERM: 'longterm',
  FOLL_FORCE: 'force',
  long_term: 'longterm',
  pin_user_pages: 'pin',
  pin_user_pages_fast: 'pin',
  get_user_pages: 'get',
  get_user_pages_fast: 'get',
  unpin_user_page: 'unpin',
  put_page: 'put',
  store: 'write',
  load: 'read',
  release: 'put',
  swap_out: 'swapout',
  clone: 'fork',
  vfork: 'fork',
  execve: 'exec',
  kill: 'exit',
  O_DIRECT: 'odirect_read',
  pagefault: 'read',
  unmap: 'munmap',
  compact: 'migrate',
  lru_add_drain_all: 'drain',
  assert: 'expect',
  refcount: 'page_count',
  _refcount: 'page_count',
  count: 'page_count',
  _mapcount: 'mapcount',
  page_mapcount: 'mapcount',
  val: 'value',
  anon_exclusive: 'exclusive',
  ae: 'exclusive',
  maybe_pinned: 'pinned',
  softdirty: 'soft_dirty',
  swap: 'swapped',
  write_protected: 'writable',
  good: 'right',
  correct: 'right',
  ok: 'right',
  wrong: 'lost',
  unmatched: 'stale',
  different: 'differs',
  true: 'on',
  false: 'off',
  enable: 'on',
  disable: 'off',
  segv: 'SIGSEGV',
  bus: 'SIGBUS',
  cow: 'copy',
  copied: 'copy',
  reused: 'reuse',
  none: 'no_fault',
  nofault: 'no_fault',
};

/** Prefixes of the kernel's constants whose rest, in lower case, is the word. */
const PREFIXES = ['MADV_', 'MAP_', 'FOLL_', 'PROT_', 'UFFDIO_', 'UFFD_', 'sys_', '__NR_'];

/** The most characters of a word that messages repeat. */
const SHOWN = 40;

/** A word as messages show it: a very long one is cut. */
export function shown(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** The one of `words` that somebody who typed `typed` probably meant; nothing where none comes near. */
export function spellingOf(typed: string, words: readonly string[]): string | undefined {
  for (const candidate of [
    ALIASES[typed],
    ALIASES[typed.toLowerCase()],
    typed.toLowerCase(),
    typed.replaceAll('-', '_').toLowerCase(),
  ]) {
    if (candidate !== undefined && words.includes(candidate)) return candidate;
  }
  for (const prefix of PREFIXES) {
    const rest = typed.startsWith(prefix) ? typed.slice(prefix.length).toLowerCase() : '';
    if (rest !== '' && words.includes(rest)) return rest;
  }
  // p2 and p1, buf1 and buf2 are different names, not misspelt ones.
  const stem = typed.replace(/\d+$/, '');
  const others = stem === typed ? words : words.filter((word) => word.replace(/\d+$/, '') !== stem);
  return (
    others.find((word) => isSwapped(typed, word)) ??
    nearest(
      typed,
      others.filter((word) => mayBeNear(typed, word)),
    )
  );
}

/** Whether a word is about as long: no other can be near, and comparing costs the product of both lengths. */
function mayBeNear(typed: string, word: string): boolean {
  return Math.abs(typed.length - word.length) <= Math.max(1, typed.length / 3);
}

/** Whether two neighbouring letters changed places: `frok` and `fork`. */
function isSwapped(typed: string, word: string): boolean {
  if (typed.length !== word.length) return false;
  let i = 0;
  while (i < typed.length && typed[i] === word[i]) i++;
  return (
    typed[i] === word[i + 1] && typed[i + 1] === word[i] && typed.slice(i + 2) === word.slice(i + 2) && i < typed.length
  );
}

/** The operation of which `word` is the kernel's function; nothing where it is none's. */
export function operationOfFunction(word: string): string | undefined {
  return Object.values(OPERATIONS).find((row) => row.kernelFunction === word)?.word;
}

/** `PROT_READ|PROT_WRITE` at the start of a text: the word it means and how long it is; nothing where none stands there. */
export function protectionFlags(text: string): { fix: string; length: number } | undefined {
  const [found] = /^PROT_[A-Z]+(?:\s*\|\s*PROT_[A-Z]+)+/.exec(text) ?? [];
  if (found === undefined) return undefined;
  return { fix: found.includes('WRITE') ? 'rw' : 'r', length: found.length };
}

/** What to say of a word that is not one of `words`, and the word probably meant. */
export function wrongWord(what: string, typed: string, words: readonly string[]): { message: string; fix?: string } {
  const fix = spellingOf(typed, words);
  if (fix !== undefined) return { message: `${shown(typed)} is no ${what}; write ${fix}`, fix };
  return { message: `${shown(typed)} is no ${what}; write one of ${words.join(', ')}` };
}
