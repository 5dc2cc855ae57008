/**
 * Steps as people write them in mails, as a scenario: numbered or quoted lines in the language's words, or in plain
 * sentences of a few forms ("process A forks B"). What is not understood stays as a comment, so that nothing is lost.
 */
import { parseProgram } from './parse.ts';

/** A pasted text as a scenario. */
export interface MailScenario {
  /** The lines to put in, without a newline at the end. */
  readonly text: string;
  /** Lines that became statements, and lines that stayed comments. */
  readonly understood: number;
  readonly left: number;
}

/** Quote marks, then a number, a letter or a dash in front of a step. */
const QUOTE = /^(?:\s*>)+ ?/;
const NUMBER = /^\s*(?:\(?(?:\d{1,3}|[a-z])[.):]|[-*•])\s+/i;

/** Address of the page where a mail names none. */
const PAGE = '0x1000';

/** The processes of a mail: what it calls them, and what they are called here. */
interface Names {
  readonly processes: Map<string, string>;
  readonly made: Set<string>;
}

/** A list of steps as a scenario; null where fewer than two of its lines can be read, so that it is no such list. */
export function scenarioFromMail(mail: string): MailScenario | null {
  const names: Names = { processes: new Map(), made: new Set(['p1']) };
  const lines: string[] = [];
  let understood = 0;
  let left = 0;
  for (const raw of mail.split(/\r?\n/)) {
    const unquoted = raw.replace(QUOTE, '');
    const step = unquoted.replace(NUMBER, '').trim();
    if (step === '') continue;
    const statement = isStatement(step) ? step : sentence(step, names);
    lines.push(statement === null ? `# ${step}` : statement);
    if (statement === null) left++;
    else if (!statement.startsWith('#')) understood++;
  }
  const isMarked = /^\s*(>|\(?(\d{1,3}|[a-z])[.):]\s|[-*•]\s)/im.test(mail);
  return isMarked && understood >= 2 ? { text: repaired(lines).join('\n'), understood, left } : null;
}

/** Whether a line is one of the language by its spelling; names may be made by lines above it. */
function isStatement(line: string): boolean {
  const { errors, scenarios } = parseProgram(line);
  const isSpelled = errors.every(
    ({ code }) => code.startsWith('unknown-p') || code.startsWith('unknown-r') || code.startsWith('released'),
  );
  const has = scenarios.some(({ statements }) => statements.length > 0);
  return isSpelled && (has || errors.length > 0 || /^(scenario|kernel|option|let|#)/.test(line));
}

/** Lines that are wrong among the others are comments after all. */
function repaired(lines: readonly string[]): string[] {
  const wrong = new Set(parseProgram(lines.join('\n')).errors.map(({ line }) => line));
  return lines.map((line, i) => (wrong.has(i + 1) ? `# ${line}` : line));
}

const WHO = '(?:the )?(?:process |task )?([A-Za-z]\\w*|parent|child)';
const WHERE = '(?:.*?(?:at |to |from |page |address )?(0x[0-9a-f]+))?';

/** A form of sentence, and the statement that it is. */
const FORMS: readonly (readonly [RegExp, (names: Names, words: readonly (string | undefined)[]) => string])[] = [
  [
    new RegExp(
      `^${WHO} (?:forks|calls fork(?:\\(\\))?|does (?:a )?fork(?:\\(\\))?)(?:[,:]? (?:a |the )?(?:process |child |into |creating |making )*([A-Za-z]\\w*))?\\W*$`,
      'i',
    ),
    (names, [parent, child]) => fork(names, parent, child),
  ],
  [
    new RegExp(
      `^${WHO} (?:writes|stores|modifies|dirties)(?: (?:to|into|the|a|its|it|page|again|memory|address|data)\\b)*${WHERE}.*$`,
      'i',
    ),
    (names, [who, where]) => `write ${processOf(names, who)} ${addressOf(where)}`,
  ],
  [
    new RegExp(
      `^${WHO} (?:reads|loads|looks at)(?: (?:from|at|the|a|its|it|page|again|memory|address|data)\\b)*${WHERE}.*$`,
      'i',
    ),
    (names, [who, where]) => `read ${processOf(names, who)} ${addressOf(where)}`,
  ],
  [
    new RegExp(`^${WHO} (?:exits|dies|terminates|calls exit(?:\\(\\))?)\\W*$`, 'i'),
    (names, [who]) => `exit ${processOf(names, who)}`,
  ],
  [
    new RegExp(`^${WHO} (?:unmaps|munmaps|calls munmap(?:\\(\\))?)${WHERE}.*$`, 'i'),
    (names, [who, where]) => `munmap ${processOf(names, who)} ${addressOf(where)}`,
  ],
  [
    new RegExp(`^${WHO} (pins|gets|vmsplices)(?: (?:the|a|its|page|memory|buffer)\\b)*${WHERE}.*$`, 'i'),
    (names, [who, verb, where]) => take(names, who, verb, where),
  ],
];

/** The statement that a sentence is; null where it has none of the forms. */
function sentence(line: string, names: Names): string | null {
  for (const [form, statement] of FORMS) {
    const match = form.exec(line);
    if (match) return statement(names, match.slice(1));
  }
  return null;
}

/** The process that a mail calls so; the first that it names is p1. */
function processOf({ processes, made }: Names, name = ''): string {
  const key = name.toLowerCase();
  const known = processes.get(key);
  if (known !== undefined) return known;
  const chosen = processes.size === 0 || key === 'parent' ? 'p1' : key;
  processes.set(key, chosen);
  made.add(chosen);
  return chosen;
}

function fork(names: Names, parent: string | undefined, child: string | undefined): string {
  const from = processOf(names, parent);
  const key = (child ?? 'child').toLowerCase();
  const name = names.made.has(key) ? `p${names.made.size + 1}` : key;
  names.processes.set(key, name);
  names.made.add(name);
  return `fork ${from} as ${name}`;
}

function take(names: Names, who: string | undefined, verb = 'pins', where: string | undefined): string {
  const word = verb.toLowerCase().replace(/s$/, '');
  return `${word} ${processOf(names, who)} ${addressOf(where)}${word === 'get' ? ' write' : ''}`;
}

function addressOf(where: string | undefined): string {
  return where ?? PAGE;
}
