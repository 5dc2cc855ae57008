import { createToken, EmbeddedActionsParser, Lexer } from 'chevrotain';

const Blank = createToken({ name: 'Blank', pattern: /[ \t]+/, group: Lexer.SKIPPED });
const Comment = createToken({ name: 'Comment', pattern: /#[^\n\r]*/, group: Lexer.SKIPPED });
const End = createToken({ name: 'End', pattern: /[\n;]/ });
const Hex = createToken({ name: 'Hex', pattern: /0x[0-9a-fA-F]+/ });
const Decimal = createToken({ name: 'Decimal', pattern: /[0-9]+/ });
const Plus = createToken({ name: 'Plus', pattern: /\+/ });
const Word = createToken({ name: 'Word', pattern: /[A-Za-z_][A-Za-z0-9_]*/ });
const TOKENS = [Blank, Comment, End, Hex, Decimal, Plus, Word];

/** A statement as the peer makes it: its first word and its operands. */
interface PlainStatement {
  readonly word: string;
  readonly operands: (string | number)[];
}

/**
 * The least that a Chevrotain parser of such a text must do: words and numbers, a statement a line, embedded actions. No
 * names are resolved and no errors recovered from.
 */
class PlainParser extends EmbeddedActionsParser {
  constructor() {
    super(TOKENS);
    this.performSelfAnalysis();
  }

  /** The whole text. */
  readonly text = this.RULE('text', () => {
    const statements: PlainStatement[] = [];
    this.MANY(() => {
      this.OR([{ ALT: () => statements.push(this.SUBRULE(this.statement)) }, { ALT: () => this.CONSUME(End) }]);
    });
    return statements;
  });

  private readonly statement = this.RULE('statement', (): PlainStatement => {
    const word = this.CONSUME(Word).image;
    const operands: (string | number)[] = [];
    this.MANY(() => operands.push(this.SUBRULE(this.operand)));
    return { word, operands };
  });

  private readonly operand = this.RULE('operand', (): string | number =>
    this.OR([
      { ALT: () => Number(this.CONSUME(Hex).image) },
      { ALT: () => Number(this.CONSUME(Decimal).image) },
      { ALT: () => this.CONSUME(Plus).image },
      { ALT: () => this.CONSUME2(Word).image },
    ]),
  );
}

/** Makes a parser, and gives the function that parses a text and says how many statements it has. Throws on an error. */
export function plainChevrotain(): (text: string) => number {
  const lexer = new Lexer(TOKENS, { positionTracking: 'onlyOffset' });
  const parser = new PlainParser();
  return (text) => {
    const { tokens, errors } = lexer.tokenize(text);
    parser.input = tokens;
    const statements = parser.text();
    const wrong = errors[0]?.message ?? parser.errors[0]?.message;
    if (wrong) throw new Error(`the plain parser cannot read the benchmark's text: ${wrong}`);
    return statements.length;
  };
}
