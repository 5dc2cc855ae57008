/** Searches through all scenarios of up to N statements: what differs, what harms, and that nothing does. */
export { type AlphabetError, DEFAULT_ALPHABET, readAlphabet } from './alphabet.ts';
export { defineKernel, definitionOf } from './definition.ts';
export {
  type CheckedClaim,
  CLAIMS,
  checkClaim,
  disagreements,
  type KernelMap,
  mapKernel,
  mapSpace,
  NO_WRITE_GET,
} from './guarantees.ts';
export { type JsonQuestion, type JsonSearch, searchToJson } from './json.ts';
export { MEMORIES, type Memory, readOptions } from './memory.ts';
export { mergeSearches } from './merge.ts';
export * from './question.ts';
export { type SearchWork, search, searchNow } from './search.ts';
export { answerText, spaceText } from './words.ts';
