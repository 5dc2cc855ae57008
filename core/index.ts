/**
 * Cowscope's core: plain functions over plain data. No IO, no clock, no randomness, no state that a caller could
 * notice. Server, command line and lab import this file alone.
 */
export { IMPORT_STATEMENTS, type Imported, type ImportOptions, importStrace } from './import/strace.ts';
export * from './kernel/index.ts';
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
export { OPTIONS, type OptionRow } from './language/directives.ts';
export * from './language/documentation.ts';
export { depthAfterLines, formatLine, formatText } from './language/format.ts';
export { tokenize } from './language/lexer.ts';
export { type MailScenario, scenarioFromMail } from './language/mail.ts';
export * from './language/operations.ts';
export { LineCache, parseProgram } from './language/parse.ts';
export * from './language/program.ts';
export { type ScenarioOptions, textFromNumbers } from './language/random-text.ts';
export { signatureText } from './language/signature.ts';
export { SNIPPETS, type Snippet } from './language/snippets.ts';
export { type Coverage, coverageOf, REASONS } from './scenario/coverage.ts';
export { type Gone, type JsonStep, type JsonSteps, runToJson, stepsToJson } from './scenario/json.ts';
export { type KernelChoice, kernelsFor, whatIfKernels } from './scenario/kernels.ts';
export * from './scenario/predicates.ts';
export { type Bisection, bisectedKernels, bisectWork, type Stretch, type Turn } from './scenario/questions/bisect.ts';
export { bisectionText, bisectionToJson, flipsText } from './scenario/questions/bisect-text.ts';
export {
  type Behaviour,
  type ComparedStatement,
  compareWork,
  type KernelComparison,
  type KernelGroup,
} from './scenario/questions/compare.ts';
export {
  comparisonMarkdown,
  comparisonText,
  comparisonToJson,
  type ScenarioName,
} from './scenario/questions/compare-text.ts';
export type { Found } from './scenario/questions/fewest.ts';
export { FLIP_LIMIT, type FlipLimits, type Flips, flipWork, kernelToMend } from './scenario/questions/flip.ts';
export { kernelList, kernelsToCompare } from './scenario/questions/kernel-list.ts';
export {
  askExpectation,
  askLine,
  askVerdict,
  type Goal,
  type NoQuestion,
  type Question,
} from './scenario/questions/question.ts';
export { SHRINK_STEPS, type Shrunk, shrinkWork, type Wanted } from './scenario/questions/shrink.ts';
export { type SwitchChange, whatIfLine } from './scenario/questions/switch-change.ts';
export { firstHarmed, type KernelVerdict, verdictsOn } from './scenario/questions/wanted.ts';
export { finish, type Progress, type Work } from './scenario/questions/work.ts';
export { mergeExplorations } from './scenario/race/merge.ts';
export type { StatementEnd } from './scenario/race/outcomes.ts';
export { type ExploreRacesOptions, hasRace, RACE_LIMITS, type RaceLimits } from './scenario/race/races.ts';
export { exploreWork, type InterleavedStep, type RaceOutcome, type RaceReport } from './scenario/race/report.ts';
export { type JsonExploration, raceReportToJson } from './scenario/race/report-json.ts';
export { raceReportText } from './scenario/race/report-text.ts';
export { interleavingsOf, type ShownInterleaving, showInterleaving, shownInterleaving } from './scenario/race/trace.ts';
export { type RuleInForce, rulesBehind } from './scenario/rules.ts';
export { DEFAULT_STEP_LIMIT, type RunOptions, runScenario } from './scenario/run.ts';
export * from './scenario/search/index.ts';
export { type Asked, answersAlike, recordAsked } from './scenario/selftest/asked.ts';
export {
  runSelftest,
  type SelftestOutcome,
  type SelftestResult,
  type SelftestScenario,
  selftestCases,
} from './scenario/selftest/selftest.ts';
export * from './scenario/table.ts';
export * from './scenario/timeline/index.ts';
export * from './scenario/trace.ts';
