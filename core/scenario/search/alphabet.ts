/**
 * The alphabet of a search: which statements it may write. A letter is an operation of the table with its words said
 * (`pin read`, `mprotect r`) and its names left open; an instance is a letter with processes, pages and references.
 */
import { OPERATIONS, type Operand, type OperationRow, type OperationWord } from '../../language/operations.ts';
import { unreachable } from '../../language/unreachable.ts';

/** An operation of the alphabet: one form of the table's row, with every word of a choice or flag said. */
export interface Letter {
  /** How the letter is named: `pin read`, `write R`. */
  readonly name: string;
  readonly word: OperationWord;
  readonly form: readonly Operand[];
  /** Words said: flags, a choice, a number or a value. */
  readonly said: readonly string[];
  /** The one process that does it, where the letter names one, by number; null: every process. */
  readonly process: number | null;
}

/** A word of an alphabet that cannot be in one: which, and what to do. */
export interface AlphabetError {
  readonly word: string;
  readonly message: string;
}

/** Operations that change which memory a scenario starts with, or make what no statement could name again. */
const NEVER: ReadonlySet<string> = new Set(['process', 'mmap', 'mremap']);

/**
 * What a search writes unless it is told otherwise: processes, accesses, references of every kind and what is seen
 * through them, protection, swapping, soft-dirty tracking. No operation that only waits or that many kernels lack.
 */
export const DEFAULT_ALPHABET =
  'fork, write, read P, munmap, pin, pin read, get, get write, unpin R, swapout, mprotect r, mprotect rw, clear_refs, madvise dontneed, exit';

/** Reads an alphabet: operations between commas, each with the words that it shall say; a choice left open is every choice. */
export function readAlphabet(text: string): { letters: Letter[]; errors: AlphabetError[] } {
  const letters = new Map<string, Letter>();
  const errors: AlphabetError[] = [];
  for (const entry of text.split(',')) {
    const words = entry.trim().split(/\s+/);
    if (words[0] === '') continue;
    const found = lettersOf(words[0]!, words.slice(1));
    if (typeof found === 'string') errors.push({ word: entry.trim(), message: found });
    else for (const letter of found) letters.set(letter.name, letter);
  }
  return { letters: [...letters.values()], errors };
}

function lettersOf(word: string, said: readonly string[]): Letter[] | string {
  if (!Object.hasOwn(OPERATIONS, word)) return `no operation is called ${word}; \`cowscope\` documents them all`;
  if (NEVER.has(word))
    return `${word} cannot be searched for: which memory there is at the start is said once, with --memory`;
  const row: OperationRow = OPERATIONS[word as OperationWord];
  const forms = row.forms.filter((form) => wanted(form, said[0]));
  const [who] = /^([PR]|p[1-9])$/.exec(said[0] ?? '') ?? [''];
  const process = who.startsWith('p') ? Number(who.slice(1)) - 1 : null;
  const found = forms.flatMap((form) => formLetters(row, form, who === '' ? said : said.slice(1), process));
  if (found.length > 0) return found;
  return `${[word, ...said].join(' ')} is no form of ${word}`;
}

/** `write R` means the form that begins with a reference alone, `write P` the one that begins with a process, `write p1` that process alone. */
function wanted(form: readonly Operand[], first: string | undefined): boolean {
  if (first === 'R') return form[0]?.role === 'reference';
  if (first === 'P' || /^p[1-9]$/.test(first ?? '')) return form[0]?.role === 'process';
  return true;
}

/** The letters of a form: one for each choice that is left open; none where a word said has no place in it. */
function formLetters(
  row: OperationRow,
  form: readonly Operand[],
  said: readonly string[],
  process: number | null,
): Letter[] {
  const choice = form.find((operand) => operand.role === 'choice');
  const flags = form.find((operand) => operand.role === 'flags');
  const takesOther = form.some(({ role }) => role === 'number' || role === 'value');
  const known = said.every(
    (word) =>
      choice?.words.includes(word) ||
      flags?.groups.some((group) => group.includes(word)) ||
      (takesOther && isValue(word)),
  );
  if (!known) return [];
  const word = row.word as OperationWord;
  const byForm = row.forms.length > 1 ? [form[0]?.role === 'reference' ? 'R' : 'P'] : [];
  const needsForm = process === null ? byForm : [`p${process + 1}`];
  const letter = (words: readonly string[]): Letter => ({
    name: [word, ...needsForm, ...words].join(' '),
    word,
    form,
    said: words,
    process,
  });
  if (choice && said.length === 0) return choice.words.map((one) => letter([one]));
  return [letter(said)];
}

function isValue(word: string): boolean {
  return /^\d+$|^0x[0-9a-f]+$/i.test(word);
}

/** What the open places of a letter are filled with. */
export interface Filling {
  readonly processes: readonly string[];
  readonly address: string;
  readonly reference: string;
  readonly file: string;
}

/** The statement's text: every operand in its place, what it makes unnamed. */
export function spell(letter: Letter, filling: Filling): string {
  let process = 0;
  const words = [letter.word as string];
  for (const operand of letter.form) {
    const word = spellOperand(operand, letter.said, filling, process);
    if (operand.role === 'process') process++;
    if (word !== '') words.push(word);
  }
  return words.join(' ');
}

function spellOperand(operand: Operand, said: readonly string[], filling: Filling, process: number): string {
  switch (operand.role) {
    case 'process':
      return filling.processes[process] ?? '';
    case 'address':
      return filling.address;
    case 'reference':
      return filling.reference;
    case 'file':
      return filling.file;
    case 'word':
      return operand.word;
    case 'choice':
      return said.filter((word) => operand.words.includes(word)).join(' ');
    case 'flags':
      return said.filter((word) => operand.groups.some((group) => group.includes(word))).join(' ');
    case 'number':
      return said.find(isValue) ?? '0';
    case 'value':
      return said.find(isValue) ?? '';
    case 'plus_offset':
    case 'backing':
    case 'as':
      return '';
    default:
      return unreachable(operand);
  }
}

/** How many processes a letter names. */
export function processesNamed(letter: Letter): number {
  return letter.form.filter(({ role }) => role === 'process').length;
}

/** Whether a letter names an operand of this role. */
export function names(letter: Letter, role: Operand['role']): boolean {
  return letter.form.some((operand) => operand.role === role);
}

/** What a letter makes: a process, a reference, or nothing. */
export function makes(letter: Letter): 'process' | 'reference' | null {
  for (const operand of letter.form) if (operand.role === 'as') return operand.makes;
  return null;
}
