/**
 * Colours of words, comments and strings, by the TextMate grammar that is made from the table of operations. Only what
 * that grammar uses is understood: patterns that match within a line, and stretches that end with it.
 */
import { type Language, StreamLanguage, type StreamParser } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import grammar from '../../syntaxes/cow.tmLanguage.json';

interface Pattern {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly name?: string;
  readonly contentName?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Pattern[];
}

interface Rule {
  readonly start: RegExp;
  /** Of what the expression captured, by number; 0 is the whole. */
  readonly names: readonly (string | undefined)[];
  /** Set for a stretch: what ends it, and what its inside is. */
  readonly end?: { readonly at: RegExp; readonly inside: string | undefined };
}

const REPOSITORY = grammar.repository as Readonly<Record<string, Pattern>>;
const RULES = (grammar.patterns as readonly Pattern[]).flatMap(rulesOf);

function rulesOf(pattern: Pattern): Rule[] {
  const { include, match, begin, end = '$', name, contentName, captures = {}, beginCaptures, patterns = [] } = pattern;
  if (include !== undefined) return rulesOf(REPOSITORY[include.slice(1)] ?? {});
  if (match !== undefined) return [{ start: sticky(match), names: namesOf(name, captures) }];
  if (begin === undefined) return patterns.flatMap(rulesOf);
  const inside = contentName ?? name;
  // The mark that begins a stretch is a part of it.
  const names = namesOf(name, beginCaptures ?? {}).map((one) => (one?.startsWith('punctuation') ? inside : one));
  return [{ start: sticky(begin), names, end: { at: new RegExp(end, 'g'), inside } }];
}

function sticky(source: string): RegExp {
  return new RegExp(source, 'dy');
}

function namesOf(whole: string | undefined, captures: Readonly<Record<string, { readonly name: string }>>) {
  const numbers = Object.keys(captures).map(Number);
  return Array.from(
    { length: Math.max(0, ...numbers) + 1 },
    (_, i) => captures[i]?.name ?? (i === 0 ? whole : undefined),
  );
}

/** A stretch of a line with a scope's name. */
interface Token {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** The tokens of a line, ascending; between them is plain text. */
export function tokensOfLine(line: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < line.length; ) at = step(line, at, tokens);
  return tokens;
}

/** Takes what begins at a place, and gives the place after it. */
function step(line: string, at: number, tokens: Token[]): number {
  for (const { start, names, end } of RULES) {
    start.lastIndex = at;
    const match = start.exec(line);
    if (match === null || match[0] === '') continue;
    match.indices?.forEach((range, i) => {
      const name = names[i];
      if (range && name !== undefined && range[1] > range[0]) tokens.push({ from: range[0], to: range[1], name });
    });
    const after = at + match[0].length;
    return end === undefined ? after : endOf(line, after, end, tokens);
  }
  // A word is taken whole: what may stand in a name begins no other one.
  return at + (/^\w+(-\w+)*/.exec(line.slice(at))?.[0].length ?? 1);
}

function endOf(line: string, from: number, { at, inside }: NonNullable<Rule['end']>, tokens: Token[]): number {
  at.lastIndex = from;
  for (let found = at.exec(line); found; found = at.exec(line)) {
    const to = found.index + found[0].length;
    const isEscaped = /(^|[^\\])(\\\\)*\\$/.test(line.slice(from, found.index)) && found[0] !== '';
    if (!isEscaped) {
      if (inside !== undefined && to > from) tokens.push({ from, to, name: inside });
      return Math.max(to, from);
    }
  }
  return line.length;
}

/** The beginnings of scopes' names, and what they are to CodeMirror's themes. */
const TAGS = {
  comment: tags.comment,
  string: tags.string,
  'keyword.control': tags.controlKeyword,
  'keyword.operator.word': tags.operatorKeyword,
  'keyword.operator': tags.operator,
  'keyword.other': tags.keyword,
  'support.function': tags.keyword,
  'support.type': tags.propertyName,
  'support.constant': tags.propertyName,
  'constant.language': tags.atom,
  'constant.numeric': tags.number,
  'entity.name': tags.definition(tags.variableName),
  'variable.other': tags.variableName,
  'storage.modifier': tags.modifier,
  punctuation: tags.punctuation,
};

/** The name of a token in `TAGS`; null where it has no colour of its own. */
function styleOf(name: string): string | null {
  return (
    Object.keys(TAGS)
      .find((prefix) => name.startsWith(prefix))
      ?.replaceAll('.', '-') ?? null
  );
}

const parser: StreamParser<{ tokens: Token[] }> = {
  name: 'cow',
  startState: () => ({ tokens: [] }),
  copyState: ({ tokens }) => ({ tokens }),
  token: (stream, state) => {
    if (stream.sol()) state.tokens = tokensOfLine(stream.string);
    const token = state.tokens.find(({ to }) => to > stream.pos);
    stream.pos = token === undefined ? stream.string.length : token.from > stream.pos ? token.from : token.to;
    return token !== undefined && stream.pos === token.to ? styleOf(token.name) : null;
  },
  tokenTable: Object.fromEntries(Object.entries(TAGS).map(([name, tag]) => [name.replaceAll('.', '-'), tag])),
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['{', '"', "'"] } },
};

/** The language of scenarios. */
export const cowLanguage: Language = StreamLanguage.define(parser);
