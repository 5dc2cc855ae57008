/**
 * Cowscope's core: plain functions over plain data. No IO, no clock, no randomness, no state that a caller could
 * notice. Server, command line and lab import this file alone.
 */
export * from './kernel/index.ts';
export * from './language/operations.ts';
export * from './language/program.ts';
export { formatText, formatLine, depthAfterLines } from './language/format.ts';
export { parseProgram, LineCache } from './language/parse.ts';
export { tokenize } from './language/lexer.ts';
export {
  type CompletionItem,
  type CompletionKind,
  complete,
  completionStart,
  type Scope,
  type SignatureHelp,
  scopeAt,
  signatureAt,
  wordDocumentation,
} from './language/assist.ts';
export { SNIPPETS, type Snippet } from './language/snippets.ts';
export * from './scenario/trace.ts';
export { runScenario, DEFAULT_STEP_LIMIT, type RunOptions } from './scenario/run.ts';
export { kernelsFor, whatIfKernels, type KernelChoice } from './scenario/kernels.ts';
export * from './scenario/table.ts';
export * from './scenario/predicates.ts';
