/**
 * The grammar of one statement. It knows no operation: an operation is a word and operands, which `bind.ts` puts into
 * the roles of the table. Rules build their results while they parse (no syntax tree), and an error of a rule is data.
 */
import { EmbeddedActionsParser, type IRecognitionException, type IToken } from 'chevrotain';
import {
  Arrow,
  Char,
  Comma,
  DotDot,
  Equals,
  ExpectPart,
  Ge,
  Gt,
  KernelName,
  Le,
  Lt,
  Name,
  NumberToken,
  Open,
  Operand,
  Text,
  TOKENS,
} from './lexer.ts';
import { OUTCOMES } from './operations.ts';
import { VERDICTS } from './program.ts';
import { shown } from './spelling.ts';

/** `on` and what follows it, as tokens: each element of the list is one to three of them. */
export interface RawOn {
  readonly patterns: IToken[][];
  readonly on: IToken;
}

/** One part after `=>`: `copy`, `value 5`, `'B'`, with its `on`. */
export interface RawPart {
  readonly word: IToken | null;
  readonly value: IToken | null;
  readonly on: RawOn | null;
}

/** An operation or `expect` as tokens, its word first. */
export interface RawStatement {
  readonly tokens: IToken[];
  readonly parts: RawPart[];
  readonly on: RawOn | null;
}

/** A `kernel` line as tokens: words, or a what-if kernel. */
export interface RawKernel {
  readonly words: IToken[];
  readonly name: IToken | null;
  /** The word before the switches, which should be `with`. */
  readonly withWord: IToken | null;
  readonly changes: { name: IToken; value: IToken }[];
}

const OUTCOME_WORDS: ReadonlySet<string> = new Set([...OUTCOMES, 'value']);
const VERDICT_WORDS: ReadonlySet<string> = new Set(VERDICTS);

const KERNEL =
  'A kernel is expected: a version such as 5.10 (versions have a dot), an era name, a long-term kernel such as lts-6.1, or a what-if kernel';
const COMPARED = 'A version is expected after the comparison, such as < 5.9 (versions have a dot)';
const SWITCHES_USAGE = 'kernel NAME = VERSION with SWITCH = VALUE, …';

/** Chevrotain's parser of one statement; each rule is an entry. Validating the grammar takes time, and tests do it. */
export class StatementParser extends EmbeddedActionsParser {
  constructor(skipValidations = true) {
    super(TOKENS, { maxLookahead: 2, recoveryEnabled: false, skipValidations });
    this.performSelfAnalysis();
  }

  /** WORD OPERAND… [=> PART, …] */
  operation = this.RULE('operation', (): RawStatement => {
    const tokens: IToken[] = [this.CONSUME(Name)];
    const parts: RawPart[] = [];
    this.MANY(() => tokens.push(this.CONSUME(Operand)));
    this.OPTION(() => {
      this.CONSUME(Arrow);
      this.AT_LEAST_ONE_SEP({
        SEP: Comma,
        DEF: () => parts.push(this.SUBRULE(this.part)),
        ERR_MSG: 'An outcome or a value is expected after =>, such as copy, reuse or value 5',
      });
    });
    return { tokens, parts, on: null };
  });

  private part = this.RULE('part', (): RawPart => {
    let word: IToken | null = null;
    let value: IToken | null = null;
    this.OR({
      DEF: [
        {
          GATE: () => this.LA(1).image === 'value',
          ALT: () => {
            this.CONSUME(Name);
            value = this.SUBRULE(this.byte);
          },
        },
        {
          ALT: () => {
            word = this.CONSUME1(Name);
          },
        },
        {
          ALT: () => {
            value = this.SUBRULE1(this.byte);
          },
        },
      ],
      ERR_MSG: 'An outcome or a value is expected here, such as copy, reuse or value 5',
      IGNORE_AMBIGUITIES: true,
    });
    return { word, value, on: this.optionalOn() };
  });

  private byte = this.RULE(
    'byte',
    (): IToken =>
      this.OR({
        DEF: [{ ALT: () => this.CONSUME(NumberToken) }, { ALT: () => this.CONSUME(Char) }],
        ERR_MSG: "A byte is expected here: 0 to 255, or a character in quotes such as 'A'",
      }),
  );

  /** expect PART… [on PATTERN, …] */
  expect = this.RULE('expect', (): RawStatement => {
    const tokens: IToken[] = [this.CONSUME(Name)];
    this.MANY({
      GATE: () => this.LA(1).image !== 'on' || !this.onEnds(tokens),
      DEF: () => tokens.push(this.CONSUME(ExpectPart)),
    });
    return { tokens, parts: [], on: this.optionalOn() };
  });

  /** Whether an `on` after these tokens is the word and not a name: names stand first and second. */
  private onEnds(tokens: IToken[]): boolean {
    return tokens.length > 2 || (tokens.length === 2 && VERDICT_WORDS.has(tokens[1]?.image ?? ''));
  }

  private optionalOn(): RawOn | null {
    let on: RawOn | null = null;
    this.OPTION({
      GATE: () => this.LA(1).image === 'on',
      DEF: () => {
        on = this.SUBRULE(this.onClause);
      },
    });
    return on;
  }

  private onClause = this.RULE('onClause', (): RawOn => {
    const on = this.CONSUME(Name);
    const patterns: IToken[][] = [this.SUBRULE(this.pattern)];
    this.MANY({
      GATE: () => this.listGoesOn(),
      DEF: () => {
        this.CONSUME(Comma);
        patterns.push(this.SUBRULE1(this.pattern));
      },
    });
    return { patterns, on };
  });

  /** After a comma: a version, a comparison or a kernel's name goes on with the list, else the next alternative starts. */
  private listGoesOn(): boolean {
    const next = this.LA(2);
    if (next.tokenType === NumberToken || next.tokenType === Char) return false;
    if (next.tokenType !== Name) return true;
    return !OUTCOME_WORDS.has(next.image) && !(this.LA(3).tokenType === Name && this.LA(3).image === 'on');
  }

  private pattern = this.RULE('pattern', (): IToken[] => {
    const tokens: IToken[] = [];
    this.OR({
      DEF: [
        { ALT: () => tokens.push(this.CONSUME(Lt), this.SUBRULE(this.compared)) },
        { ALT: () => tokens.push(this.CONSUME(Le), this.SUBRULE1(this.compared)) },
        { ALT: () => tokens.push(this.CONSUME(Gt), this.SUBRULE2(this.compared)) },
        { ALT: () => tokens.push(this.CONSUME(Ge), this.SUBRULE3(this.compared)) },
        {
          ALT: () => {
            tokens.push(this.CONSUME(KernelName));
            this.OPTION(() => tokens.push(this.CONSUME(DotDot), this.SUBRULE4(this.compared)));
          },
        },
      ],
      ERR_MSG: KERNEL,
    });
    return tokens;
  });

  private compared = this.RULE('compared', (): IToken => this.CONSUME(KernelName, { ERR_MSG: COMPARED }));

  /** kernel V… | kernel NAME = V with SWITCH = VALUE, … */
  kernel = this.RULE('kernel', (): RawKernel => {
    this.CONSUME(Name);
    const words: IToken[] = [];
    const changes: RawKernel['changes'] = [];
    let name: IToken | null = null;
    let withWord: IToken | null = null;
    this.AT_LEAST_ONE({
      DEF: () => {
        words.push(this.CONSUME(KernelName));
        this.OPTION(() => this.CONSUME(Comma));
      },
      ERR_MSG: KERNEL,
    });
    this.OPTION1(() => {
      this.CONSUME(Equals);
      name = words.pop() ?? null;
      words.push(this.CONSUME1(KernelName, { ERR_MSG: `A version is expected after =: ${SWITCHES_USAGE}` }));
      withWord = this.CONSUME1(Name, { ERR_MSG: `The word with is expected: ${SWITCHES_USAGE}` });
      this.AT_LEAST_ONE_SEP({
        SEP: Comma,
        DEF: () => changes.push(this.SUBRULE(this.change)),
        ERR_MSG: `A switch is expected: ${SWITCHES_USAGE}`,
      });
    });
    return { words, name, withWord, changes };
  });

  private change = this.RULE('change', () => {
    const name = this.CONSUME(Name, { ERR_MSG: `The name of a rule switch is expected: ${SWITCHES_USAGE}` });
    this.CONSUME(Equals, { ERR_MSG: `= is expected after the switch: ${SWITCHES_USAGE}` });
    const value = this.CONSUME(KernelName, { ERR_MSG: `The value of the switch is expected: ${SWITCHES_USAGE}` });
    return { name, value };
  });

  /** let NAME = ADDRESS */
  let = this.RULE('let', (): { name: IToken; tokens: IToken[] } => {
    const tokens: IToken[] = [this.CONSUME(Name)];
    const name = this.CONSUME1(Name, { ERR_MSG: 'A name is expected after let: let buf = 0x1000' });
    this.CONSUME(Equals, { ERR_MSG: '= and an address are expected after the name: let buf = 0x1000' });
    this.AT_LEAST_ONE({
      DEF: () => tokens.push(this.CONSUME(Operand)),
      ERR_MSG: 'An address is expected after =: let buf = 0x1000',
    });
    return { name, tokens };
  });

  /** scenario "TITLE" */
  scenario = this.RULE('scenario', (): IToken => {
    this.CONSUME(Name);
    return this.CONSUME(Text, { ERR_MSG: 'A title in double quotes is expected: scenario "my scenario"' });
  });

  /** race { | thread NAME { */
  block = this.RULE('block', (): IToken | null => {
    const word = this.CONSUME(Name);
    let name: IToken | null = null;
    this.OPTION({
      GATE: () => word.image === 'thread',
      DEF: () => {
        name = this.CONSUME1(Name);
      },
    });
    this.CONSUME(Open, { ERR_MSG: 'A block opens with { on the same line: race { thread a { … } thread b { … } }' });
    return name;
  });
}

/** What a rule gave, or the first thing wrong: its token (the last one where something is missing at the end) and what to say. */
export type Ruled<T> = { readonly result: T } | { readonly token: IToken | null; readonly message: string };

let parser: StatementParser | undefined;

/** Runs one rule of the grammar over the tokens of one statement. The parser is built at the first call. */
export function runRule<K extends 'operation' | 'expect' | 'kernel' | 'let' | 'scenario' | 'block'>(
  rule: K,
  tokens: IToken[],
): Ruled<ReturnType<StatementParser[K]>> {
  parser ??= new StatementParser();
  parser.input = tokens;
  const result = parser[rule]() as ReturnType<StatementParser[K]>;
  const [error] = parser.errors;
  if (error === undefined) return { result };
  const token = tokenOf(error, tokens);
  const left = error.name === 'NotAllInputParsedException';
  return {
    token,
    message: left
      ? `${shown(token?.image ?? '')} has no place here; end the statement before it, with ; or a new line`
      : error.message,
  };
}

function tokenOf(error: IRecognitionException, tokens: IToken[]): IToken | null {
  return Number.isNaN(error.token.startOffset) ? (tokens.at(-1) ?? null) : error.token;
}
