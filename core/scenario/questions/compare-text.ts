/** A comparison as text for a terminal and a mail, as Markdown, and as JSON. */
import { operationText, TABLE_WIDTH, wrap } from '../table.ts';
import type { Behaviour, ComparedStatement, KernelComparison, KernelGroup } from './compare.ts';
import { kernelList } from './kernel-list.ts';

/** What people call a scenario. */
export interface ScenarioName {
  /** The file as it was named. */
  readonly file: string;
  /** The scenario's title, else the file's name. */
  readonly scenario: string;
}

/**
 * A comparison in lines of at most `width` columns: the groups of kernels with their verdicts, then every statement, those
 * on which the kernels differ marked with `*` and told for each group, then why they part. Ends without a newline.
 */
export function comparisonText(
  comparison: KernelComparison,
  { file, scenario }: ScenarioName,
  width = TABLE_WIDTH,
): string {
  const { groups, statements, partsAt } = comparison;
  const kernels = groups.reduce((sum, group) => sum + group.kernels.length, 0);
  const title = comparison.scenario.title === null ? file : `${file} ${JSON.stringify(scenario)}`;
  const sections = [
    wrap(`${title}: ${plural(groups.length, 'way')} on ${plural(kernels, 'kernel')}`, width, '  '),
    groups.map((group) => groupLine(group, width)).join('\n'),
    statements.map((one) => statementText(comparison, one, width)).join('\n'),
    partsAt < 0 ? partNowhere(comparison) : '',
    ...partings(comparison).map((one, i) => partingText(comparison, one, i === 0, width)),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** How a group ended: its verdict, with all harms where there are several. */
export function groupVerdict({ verdict, harms }: KernelGroup): string {
  return harms.length > 1 ? `${verdict} (${harms.join(', ')})` : verdict;
}

function groupLine(group: KernelGroup, width: number): string {
  const verdict = groupVerdict(group).padEnd(6);
  return wrap(`  ${group.name}  ${verdict}  ${kernelList(group.kernels)}`, width, ' '.repeat(13));
}

/** What a statement did, in the form of the inlay hints. */
export function behaviourText({ outcome, outcomes, page_count, mapcount, value, holds }: Behaviour): string {
  const words: string[] = [];
  if (outcomes.length > 1) words.push(outcomes.map((one) => `${one.outcome} x${one.pages}`).join(' '));
  else if (outcome !== null) words.push(outcome);
  if (page_count > 0) words.push(`${page_count}/${mapcount}`);
  if (value !== null) words.push(`value ${value}`);
  if (holds === false) words.push('(expectation failed)');
  else if (holds && outcome === null) words.push('holds');
  return words.length === 0 ? '–' : words.join(' ');
}

function namesOf({ groups }: KernelComparison, behaviour: Behaviour): string {
  return behaviour.groups.map((index) => groups[index]?.name).join(' ');
}

function statementText(
  comparison: KernelComparison,
  { statement, behaviours }: ComparedStatement,
  width: number,
): string {
  const mark = behaviours.length > 1 ? '*' : ' ';
  const left = `${mark}${`${statement.line}`.padStart(3)}  ${operationText(statement.text)}`;
  const [only] = behaviours;
  if (behaviours.length === 1 && only) {
    const right = behaviourText(only);
    if (left.length + 2 + right.length <= width)
      return `${left.padEnd(Math.min(44, width - 2 - right.length))}  ${right}`;
    return `${wrap(left, width, '      ')}\n${wrap(`      ${right}`, width, '        ')}`;
  }
  const rows = behaviours.map((one) => `        ${behaviourText(one).padEnd(28)}  ${namesOf(comparison, one)}`);
  return [wrap(left, width, '      '), ...rows.map((row) => wrap(row, width, ' '.repeat(38)))].join('\n');
}

function partNowhere({ groups }: KernelComparison): string {
  return groups.length > 1 ? 'Every statement does the same; only the verdicts differ.' : '';
}

/** The first statement at which the kernels differ, and the first that ends otherwise, whatever its counts. */
function partings({ statements, partsAt }: KernelComparison): ComparedStatement[] {
  const first = statements[partsAt];
  const outcome = statements.find(({ behaviours }) => new Set(behaviours.map((one) => one.outcome)).size > 1);
  return [first, outcome === first ? undefined : outcome].filter((one) => one !== undefined);
}

function partingText(comparison: KernelComparison, parted: ComparedStatement, first: boolean, width: number): string {
  const { line, text } = parted.statement;
  const head = first ? 'They part' : 'They do something else';
  const reasons = parted.behaviours
    .filter(({ why }) => why !== '')
    .map((one) => wrap(`  ${namesOf(comparison, one)}: ${one.why}`, width, '     '));
  return [wrap(`${head} at line ${line}: ${operationText(text)}`, width, '  '), ...reasons].join('\n');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A comparison as a Markdown table, a column a group: for a mail's web archive, an issue, a wiki. Ends with a newline. */
export function comparisonMarkdown(comparison: KernelComparison, { file, scenario }: ScenarioName): string {
  const { groups, statements } = comparison;
  const title = comparison.scenario.title === null ? file : `${file}: ${scenario}`;
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const lines = [
    `**${escaped(title)}**`,
    '',
    row(['', 'statement', ...groups.map(({ kernels }) => kernelList(kernels))]),
    `| --- | --- |${' --- |'.repeat(groups.length)}`,
    row(['', 'verdict', ...groups.map((group) => `**${groupVerdict(group)}**`)]),
    ...statements.map(({ statement, behaviours }) => {
      const cells = groups.map((_, index) => {
        const text = behaviourText(behaviours.find((one) => one.groups.includes(index)) as Behaviour);
        return behaviours.length > 1 ? `**${text}**` : text;
      });
      return row([`${statement.line}`, `\`${operationText(statement.text)}\``, ...cells]);
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** A comparison as JSON that other tools read. Fields may be added, never renamed or dropped. */
export function comparisonToJson(comparison: KernelComparison, name: ScenarioName) {
  const { groups, statements, partsAt } = comparison;
  return {
    ...name,
    groups: groups.map((group) => ({
      name: group.name,
      kernels: group.kernels.map((kernel) => kernel.name),
      verdict: group.verdict,
      harms: group.harms,
    })),
    parts_at: statements[partsAt]?.statement.line ?? null,
    statements: statements.map(({ statement: { line, column, text }, behaviours }) => ({
      line,
      column,
      text,
      behaviours: behaviours.map((behaviour) => ({
        ...behaviour,
        groups: behaviour.groups.map((index) => groups[index]?.name),
      })),
    })),
  };
}
