/** The TextMate grammar and the language configuration, made from the table of operations. */
import { ADVICE, OPERATIONS, type OperationRow, OUTCOMES, PAGE_FLAGS, VERDICTS } from '../core/index.ts';

interface Rule {
  readonly [key: string]: unknown;
}

/** The start of a statement: of a line, after `;`, `{` or `}`. */
const START = '(?:^|(?<=[;{}]))\\s*';
const NAME = '[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*';
const VERSION = '(?:lts-)?\\d+\\.\\d+';
/** Words end where no name goes on: `read-only` is a name. */
const anyOf = (words: readonly string[]) => `(?<![\\w-])(?:${words.join('|')})(?![\\w-])`;

/** The fixed words of the operations' forms. */
function formWords(): string[] {
  const words = new Set(['as', 'times', 'anon', 'file']);
  for (const row of Object.values(OPERATIONS) as readonly OperationRow[]) {
    for (const operand of row.forms.flat()) {
      if (operand.role === 'word') words.add(operand.word);
      if (operand.role === 'choice') for (const word of operand.words) words.add(word);
      if (operand.role === 'flags') for (const word of operand.groups.flat()) words.add(word);
    }
  }
  return [...words].sort();
}

const starts = (words: readonly string[], scope: string, title: string): Rule => ({
  comment: title,
  match: `${START}(${words.join('|')})(?![\\w-])`,
  captures: { 1: { name: scope } },
});

/** The TextMate grammar `source.cow`. What names stand for is told by semantic tokens; here they are plain. */
export function textMateGrammar(): Rule {
  return {
    name: 'Copy-on-Write Scenario',
    scopeName: 'source.cow',
    fileTypes: ['cow'],
    patterns: [
      'comments',
      'strings',
      'scenario',
      'block',
      'definitions',
      'directives',
      'operations',
      'expectations',
      'kernels',
      'numbers',
      'words',
      'punctuation',
    ].map((name) => ({ include: `#${name}` })),
    repository: {
      comments: {
        patterns: [
          { match: '#.*$', name: 'comment.line.number-sign.cow' },
          { match: '//.*$', name: 'comment.line.double-slash.cow' },
        ],
      },
      strings: { patterns: [quoted('"', 'double'), quoted("'", 'single')] },
      scenario: {
        comment: 'scenario "TITLE"',
        begin: `${START}(scenario)\\s*(")`,
        beginCaptures: {
          1: { name: 'keyword.control.scenario.cow' },
          2: { name: 'punctuation.definition.string.begin.cow' },
        },
        end: '"|$',
        contentName: 'string.quoted.double.cow entity.name.section.cow',
        endCaptures: { 0: { name: 'punctuation.definition.string.end.cow' } },
        patterns: [{ include: '#escapes' }],
      },
      escapes: { match: '\\\\(?:[nt\\\\\'"]|x[0-9a-fA-F]{2})', name: 'constant.character.escape.cow' },
      block: {
        match: `${START}(race|thread)(?:\\s+(${NAME}))?(?=\\s*\\{)`,
        captures: { 1: { name: 'keyword.control.cow' }, 2: { name: 'entity.name.type.thread.cow' } },
      },
      definitions: {
        patterns: [
          {
            match: `${START}(let)\\s+(${NAME})`,
            captures: { 1: { name: 'keyword.control.let.cow' }, 2: { name: 'variable.other.constant.cow' } },
          },
          {
            match: `${START}(kernel)\\s+(${NAME})(?=\\s*=)`,
            captures: { 1: { name: 'keyword.control.kernel.cow' }, 2: { name: 'entity.name.type.kernel.cow' } },
          },
          {
            match: `(?<![\\w-])(as)\\s+(${NAME})`,
            captures: { 1: { name: 'keyword.other.cow' }, 2: { name: 'variable.other.cow' } },
          },
        ],
      },
      directives: starts(
        ['scenario', 'kernel', 'let', 'option', 'expect', 'race', 'thread'],
        'keyword.control.cow',
        'directives',
      ),
      operations: starts(Object.keys(OPERATIONS), 'support.function.operation.cow', 'operations'),
      expectations: {
        patterns: [
          { match: '=>', name: 'keyword.operator.expectation.cow' },
          { match: anyOf(OUTCOMES), name: 'constant.language.outcome.cow' },
          {
            match: anyOf(['page_count', 'mapcount', 'pincount', 'swap_count', 'value']),
            name: 'support.type.attribute.cow',
          },
          { match: anyOf(PAGE_FLAGS), name: 'support.constant.flag.cow' },
          { match: anyOf(VERDICTS), name: 'constant.language.verdict.cow' },
          {
            match: anyOf(['not', 'same', 'differs', 'coherent', 'stale', 'on', 'with']),
            name: 'keyword.operator.word.cow',
          },
        ],
      },
      kernels: { match: `(?<![\\w.])${VERSION}(?![\\w])`, name: 'constant.numeric.version.cow' },
      numbers: {
        patterns: [
          { match: '\\b0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*\\b', name: 'constant.numeric.hex.cow' },
          { match: '\\b\\d+(?:_\\d+)*[KMG]?\\b', name: 'constant.numeric.decimal.cow' },
          { match: '(?<=\\s)x\\d[0-9a-fA-Fx_]*\\b', name: 'constant.numeric.pages.cow' },
        ],
      },
      words: { match: anyOf([...new Set([...formWords(), ...ADVICE])]), name: 'storage.modifier.cow' },
      punctuation: {
        patterns: [
          { match: '\\.\\.|[<>]=?|=|\\+', name: 'keyword.operator.cow' },
          { match: ';', name: 'punctuation.terminator.statement.cow' },
          { match: ',', name: 'punctuation.separator.cow' },
          { match: '[{}]', name: 'punctuation.section.block.cow' },
        ],
      },
    },
  };
}

function quoted(quote: string, name: string): Rule {
  return {
    begin: quote,
    end: `${quote}|$`,
    name: `string.quoted.${name}.cow`,
    beginCaptures: { 0: { name: 'punctuation.definition.string.begin.cow' } },
    endCaptures: { 0: { name: 'punctuation.definition.string.end.cow' } },
    patterns: [{ include: '#escapes' }],
  };
}

/** VS Code's language configuration: comments, brackets, and what a word is. */
export function languageConfiguration(): Rule {
  return {
    comments: { lineComment: '#' },
    brackets: [['{', '}']],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
      { open: "'", close: "'", notIn: ['string', 'comment'] },
    ],
    surroundingPairs: [
      ['{', '}'],
      ['"', '"'],
      ["'", "'"],
    ],
    wordPattern: `${NAME}|0[xX][0-9a-fA-F_]+|\\d[\\w.]*`,
    indentationRules: {
      increaseIndentPattern: '^[^#"\']*\\{[^}#]*(?:#.*)?$',
      decreaseIndentPattern: '^\\s*\\}',
    },
    folding: { markers: { start: '^\\s*#\\s*region\\b', end: '^\\s*#\\s*endregion\\b' } },
  };
}
