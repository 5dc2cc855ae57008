/** A search as JSON, for other programs and for `merge`. */
import { type Kernel, kernelNamed } from '../../kernel/index.ts';
import { defineKernel, definitionOf } from './definition.ts';
import {
  type Difference,
  HARMS,
  type Harm,
  type Search,
  type SearchLevel,
  type SearchQuestion,
  type SearchSpace,
  type Shard,
  type Sought,
  type Witness,
} from './question.ts';
import { answerText, kernelsOf } from './words.ts';

/** What was asked, in words that name everything which decides the answer. */
export interface JsonQuestion extends SearchSpace {
  readonly asks: 'find' | 'distinguish';
  /** Kernels by name; a what-if kernel as its `kernel` line. */
  readonly kernels: readonly string[];
  /** The harms looked for, or the difference. */
  readonly sought: readonly (Harm | Difference)[];
}

/** A search as other programs read it. Fields may be added, never renamed or dropped. */
export interface JsonSearch {
  readonly format: 1;
  readonly question: JsonQuestion;
  readonly shard: Shard | null;
  readonly answer: Search['answer'];
  readonly sentence: string;
  readonly witnesses: readonly Witness[];
  readonly levels: readonly SearchLevel[];
  readonly stopped: Search['stopped'];
  /** Of a shard: the states that other shards may have met too. */
  readonly shared: readonly string[];
}

function soughtOf(sought: Sought): readonly (Harm | Difference)[] {
  return sought.kind === 'find' ? sought.harms : [sought.by];
}

/** The JSON of a search. */
export function searchToJson(search: Search): JsonSearch {
  const { question, answer, witnesses, levels, stopped, shared } = search;
  const { sought, space, shard } = question;
  return {
    format: 1,
    question: { asks: sought.kind, kernels: kernelsOf(sought).map(definitionOf), sought: soughtOf(sought), ...space },
    shard,
    answer,
    sentence: answerText(search),
    witnesses,
    levels,
    stopped,
    shared,
  };
}

/** A question without its shard and bounds. */
export type Asked = Pick<SearchQuestion, 'sought' | 'space'>;

/** The question of a result that was read from a file, or what is wrong with it. */
export function questionOf({ question }: JsonSearch): Asked | string {
  const { asks, kernels, sought, ...space } = question;
  const found = kernels.map((word) => (word.includes('=') ? defineKernel(word) : (kernelNamed(word) ?? unknown(word))));
  const wrong = found.find((kernel) => typeof kernel === 'string');
  if (typeof wrong === 'string') return wrong;
  const [a, b] = found as Kernel[];
  if (asks === 'find' && a && sought.every(isHarm))
    return { sought: { kind: 'find', kernel: a, harms: sought }, space };
  const [by] = sought;
  if (asks !== 'distinguish' || !a || !b || by === undefined || isHarm(by)) return 'this is no result of a search';
  return { sought: { kind: 'distinguish', kernels: [a, b], by }, space };
}

function unknown(word: string): string {
  return `no kernel is called ${word}: the result is of a newer release`;
}

function isHarm(shows: Harm | Difference): shows is Harm {
  return (HARMS as readonly string[]).includes(shows);
}
