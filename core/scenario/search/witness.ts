/** A path of the search as a file that says what it shows, and the run that shows it. */
import type { Kernel } from '../../kernel/index.ts';
import { formatText } from '../../language/format.ts';
import { parseProgram } from '../../language/parse.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';
import { definitionOf } from './definition.ts';

/** What a witness is made of. */
export interface WitnessParts {
  readonly title: string;
  readonly kernels: readonly Kernel[];
  readonly options: readonly string[];
  readonly preamble: readonly string[];
  readonly statements: readonly string[];
  /** Expectations on lines of their own, and those after `=>` of the last statement. */
  readonly expectations: readonly string[];
  readonly outcomes: readonly string[];
}

/** The file of a witness, in normal form. */
export function witnessText(parts: WitnessParts): string {
  const { statements, outcomes } = parts;
  const last = outcomes.length === 0 ? '' : ` => ${outcomes.join(', ')}`;
  const lines = [
    `# ${parts.title}`,
    ...kernelLines(parts.kernels),
    ...parts.options.map((option) => `option ${option}`),
    '',
    ...parts.preamble,
    ...statements.slice(0, -1),
    `${statements.at(-1) ?? ''}${last}`,
    ...parts.expectations,
    '',
  ];
  return formatText(lines.join('\n'));
}

/** The `kernel` lines: one with the names, and one for each what-if kernel. */
function kernelLines(kernels: readonly Kernel[]): string[] {
  const named = kernels.filter(({ kind }) => kind !== 'what-if').map(({ name }) => name);
  const defined = kernels.filter(({ kind }) => kind === 'what-if').map((kernel) => `kernel ${definitionOf(kernel)}`);
  return named.length === 0 ? defined : [`kernel ${named.join(' ')}`, ...defined];
}

/**
 * What is wrong with a witness, when its text is parsed and run like any other: null where every expectation holds on
 * every kernel and no statement is refused, else a sentence.
 */
export function refutation(text: string): string | null {
  const { scenarios, errors } = parseProgram(text);
  if (errors.length > 0) return errors[0]!.message;
  const scenario = scenarios[0]!;
  const { kernels } = kernelsFor(scenario);
  for (const kernel of kernels) {
    const trace = runScenario(scenario, kernel, { kernels });
    const error = trace.warnings.find(({ severity }) => severity === 'error');
    if (error) return `${kernel.name}: ${error.message}`;
    if (trace.expectations.length === 0) return `nothing is expected on ${kernel.name}`;
  }
  return null;
}
