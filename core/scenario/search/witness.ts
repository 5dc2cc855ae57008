/** A path of the search as a file that says what it shows, and the run that shows it. */
import { formatText } from '../../language/format.ts';
import { parseProgram } from '../../language/parse.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';

/** What a witness is made of. */
export interface WitnessParts {
  readonly title: string;
  readonly kernels: readonly string[];
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
    `kernel ${parts.kernels.join(' ')}`,
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
