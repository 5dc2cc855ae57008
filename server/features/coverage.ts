/** What tests exercised: statements and alternatives of their text, and the rules of the kernels that they ran on. */
import { coverageOf, REASONS, type Statement, SWITCH_NAMES, SWITCHES, type Trace } from '@cowscope/core';
import type { CoveragePage, StatementRun, TestCoverage } from '../protocol.ts';

/** What one run exercised. */
export function testCoverage(trace: Trace): TestCoverage {
  const { statements, alternatives, switches, reasons } = coverageOf(trace);
  return {
    statements: trace.scenario.statements.map((statement, index) => ({
      ...placeOf(statement),
      ran: statements[index] ?? false,
      alternatives: statement.outcomes.map((outcome, i) => ({
        ...placeOf(outcome),
        ran: (statements[index] && alternatives[index]?.[i]) ?? false,
      })),
    })),
    rules: [...[...switches].map(([name, value]) => `${name} = ${value}`), ...reasons.keys()],
  };
}

function placeOf({
  line,
  column,
  endColumn,
}: Pick<Statement, 'line' | 'column' | 'endColumn'>): Omit<StatementRun, 'ran' | 'alternatives'> {
  return { line: line - 1, character: column - 1, endCharacter: endColumn - 1 };
}

/** The pages on which rules are listed, each line with the name under which a run says that it was exercised. */
export function coveragePages(): CoveragePage[] {
  return [switchPage(), reasonPage()];
}

/** Every switch with its values, the values that only what-if kernels have included. */
function switchPage(): CoveragePage {
  const page = new Page('Rule switches', 'The rule switches, and under each the values that kernels have of it.');
  for (const name of SWITCH_NAMES) {
    const { doc, values } = SWITCHES[name] as {
      readonly doc: string;
      readonly values: Readonly<Record<string, string>>;
    };
    page.group(
      name,
      doc,
      Object.entries(values).map(([value, meaning]) => [`${name} = ${value}`, value, meaning] as const),
    );
  }
  return page.end();
}

function reasonPage(): CoveragePage {
  const page = new Page('Reasons', 'What can decide how a statement ends, in the words of a hover.');
  page.group(
    'reasons',
    'every reason',
    REASONS.map(({ id, text }) => [id, id, text] as const),
  );
  return page.end();
}

/** A page while it is written. */
class Page {
  private readonly lines: string[];
  private readonly groups: CoveragePage['groups'][number][] = [];
  private readonly name: string;

  constructor(name: string, head: string) {
    this.name = name;
    this.lines = [head, ''];
  }

  group(name: string, doc: string, rows: readonly (readonly [rule: string, word: string, meaning: string])[]): void {
    const line = this.lines.length;
    this.lines.push(`${name}: ${doc}`);
    const width = Math.max(...rows.map(([, word]) => word.length));
    const rules = rows.map(([rule, word, meaning]) => {
      this.lines.push(`  ${word.padEnd(width)}  ${meaning}`);
      return { rule, line: this.lines.length - 1 };
    });
    this.lines.push('');
    this.groups.push({ name, line, rules });
  }

  end(): CoveragePage {
    return { name: this.name, text: this.lines.join('\n'), groups: this.groups };
  }
}
