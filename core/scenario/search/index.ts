/** Searches through all scenarios of up to N statements: what differs, what harms, and that nothing does. */
export { type AlphabetError, DEFAULT_ALPHABET, readAlphabet } from './alphabet.ts';
export { MEMORIES, type Memory } from './memory.ts';
export * from './question.ts';
export { type SearchWork, search, searchNow } from './search.ts';
