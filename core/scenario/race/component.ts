/**
 * The parts of a race's state that steps read and change as one, each with its values by number, so that a state is a
 * vector of small numbers.
 */
import { pairsOf } from '../../bytes/content.ts';
import { hashText, SECOND } from '../../bytes/hash.ts';

/** Says that a step has no value of its own of a component. */
const NONE = Symbol('none');

/** How values of a component are told apart, beyond what they are. */
export interface Kind {
  /** Takes out of a value, which is the caller's own, what decides nothing. */
  readonly plain?: (value: never) => void;
  /** A text that is the same for values that are the same; where it is not said, JSON. */
  readonly text?: (value: never) => string;
}

/** A part of the state. Value 0 is the one at the start of the race. */
export class Component {
  /** Where it stands in a vector; -1: it has had one value so far and stands in none. */
  index = -1;
  readonly name: string;
  /** By number; nobody changes them. */
  readonly values: unknown[] = [];
  /** 32 bits of a hash of the component with each value; 0 for value 0. */
  readonly hashes: number[] = [];
  /** 32 more bits of it. */
  readonly secondHashes: number[] = [];
  /** The step that read it last. */
  readIn = 0;
  /** The value that the step under way works on. */
  private work: unknown = NONE;
  /** Whether the step under way made that value anew. */
  fresh = false;
  private readonly numbers = new Map<string, number>();
  private readonly kind: Kind;

  constructor(name: string, start: unknown, kind: Kind) {
    this.name = name;
    this.kind = kind;
    this.numberOf(clone(start));
  }

  /** The number of a value that nobody changes from now on. */
  numberOf(value: unknown): number {
    this.kind.plain?.(value as never);
    const text = this.kind.text?.(value as never) ?? textOf(value);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.values.push(value) - 1;
    this.numbers.set(text, number);
    const named = `${this.name} ${text}`;
    this.hashes.push(number === 0 ? 0 : hashText(named));
    this.secondHashes.push(number === 0 ? 0 : hashText(named, SECOND));
    return number;
  }

  /** Whether the step under way works on a value of its own. */
  get changed(): boolean {
    return this.work !== NONE;
  }

  /** The value of the step under way; only where there is one. */
  get current(): unknown {
    return this.work;
  }

  /** The step under way goes on with a copy of a value. */
  copyOf(value: unknown): unknown {
    this.work = clone(value);
    return this.work;
  }

  /** The step under way goes on with a value that it made. */
  renew(value: unknown): void {
    this.work = value;
    this.fresh = true;
  }

  /** The step is over. Returns the value that it left. */
  settle(): unknown {
    const { work } = this;
    this.work = NONE;
    this.fresh = false;
    return work;
  }
}

/** The value of a component in some state. */
export type Valued = (component: Component) => unknown;

/** A copy that shares nothing but the contents of pages, which never change. */
function clone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone);
  if (value instanceof Map) return new Map(value);
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) copy[key] = key === 'content' ? member : clone(member);
  return copy;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (key, member) => {
    if (key === 'content') return pairsOf(member);
    return member instanceof Map ? [...member].sort(([a], [b]) => a - b) : member;
  });
}
