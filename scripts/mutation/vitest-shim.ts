/**
 * What the mutation run puts in place of `vitest`: `test` and `describe` only collect, and `expect` knows the matchers
 * that the tests of core use. Anything else throws, so that no test passes because a matcher is missing.
 */
import { format, inspect, isDeepStrictEqual } from 'node:util';

/** A test as it was written: the file and the names around it, and what it does. */
export interface Collected {
  readonly name: string;
  readonly run: () => unknown;
}

/** The tests collected so far, in the order of their files. */
export const collected: Collected[] = [];

let around: readonly string[] = [];

/** Collects the tests that a module defines, under the module's path. */
export function collect(file: string, load: () => unknown): void {
  around = [file];
  load();
  around = [];
}

type Body = (...row: never[]) => unknown;

/** A title with a row's values in it: `%s` for the next one, `$name` for a property. */
function titled(title: string, row: readonly unknown[]): string {
  const named = title.replace(/\$(\w+)/g, (all, key: string) => {
    const value = (row[0] as Record<string, unknown> | undefined)?.[key];
    return value === undefined ? all : String(value);
  });
  return named.includes('%') ? format(named, ...row) : named;
}

function each(define: (title: string, body: () => unknown) => void) {
  return (rows: readonly unknown[]) => (title: string, body: Body) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      define(titled(title, values), () => body(...(values as never[])));
    }
  };
}

function defineTest(title: string, run: () => unknown): void {
  collected.push({ name: [...around, title].join(' > '), run });
}

function defineGroup(title: string, body: () => unknown): void {
  const outer = around;
  around = [...outer, title];
  body();
  around = outer;
}

/** Collects a test. */
export const test = Object.assign(defineTest, { each: each(defineTest) });

/** Collects a test. */
export const it = test;

/** Collects the tests of a group. */
export const describe = Object.assign(defineGroup, { each: each(defineGroup) });

/** An expectation that stands within a value. */
class Within {
  readonly accepts: (value: unknown) => boolean;
  constructor(accepts: (value: unknown) => boolean) {
    this.accepts = accepts;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function keysOf(value: Record<string, unknown>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

/** Equal by content; properties that are undefined count as missing. `part`: the first may have more properties. */
function alike(value: unknown, wanted: unknown, part = false): boolean {
  if (wanted instanceof Within) return wanted.accepts(value);
  if (Object.is(value, wanted)) return true;
  if (!isObject(value) || !isObject(wanted) || Array.isArray(value) !== Array.isArray(wanted)) return false;
  if (value instanceof Set || value instanceof Map) {
    const others = wanted instanceof Set || wanted instanceof Map ? [...wanted] : [];
    return value.size === others.length && alike([...value].sort(), others.sort());
  }
  const keys = keysOf(wanted);
  if ((!part || Array.isArray(wanted)) && keysOf(value).length !== keys.length) return false;
  if (Array.isArray(wanted) && wanted.length !== (value as unknown as unknown[]).length) return false;
  return keys.every((key) => alike(value[key], wanted[key], part));
}

function contains(value: unknown, wanted: unknown): boolean {
  if (typeof value === 'string') return value.includes(String(wanted));
  return [...(value as Iterable<unknown>)].some((one) => Object.is(one, wanted));
}

function throws(value: unknown, message?: unknown): boolean {
  try {
    (value as () => unknown)();
    return false;
  } catch (error) {
    return message === undefined || String(error).includes(String(message));
  }
}

const MATCHERS: Readonly<Record<string, (value: unknown, wanted?: unknown) => boolean>> = {
  toBe: (value, wanted) => Object.is(value, wanted),
  toEqual: (value, wanted) => alike(value, wanted),
  toMatchObject: (value, wanted) => alike(value, wanted, true),
  toContain: contains,
  toContainEqual: (value, wanted) => [...(value as Iterable<unknown>)].some((one) => alike(one, wanted)),
  toHaveLength: (value, wanted) => (value as { length: number }).length === wanted,
  toMatch: (value, wanted) =>
    wanted instanceof RegExp ? wanted.test(String(value)) : String(value).includes(String(wanted)),
  toBeDefined: (value) => value !== undefined,
  toBeUndefined: (value) => value === undefined,
  toBeNull: (value) => value === null,
  toBeGreaterThan: (value, wanted) => (value as number) > (wanted as number),
  toBeLessThan: (value, wanted) => (value as number) < (wanted as number),
  toBeGreaterThanOrEqual: (value, wanted) => (value as number) >= (wanted as number),
  toBeLessThanOrEqual: (value, wanted) => (value as number) <= (wanted as number),
  toBeTruthy: (value) => Boolean(value),
  toBeFalsy: (value) => !value,
  toStrictEqual: (value, wanted) => isDeepStrictEqual(value, wanted),
  toThrow: throws,
};

function matchers(value: unknown, negated: boolean): Record<string, unknown> {
  return new Proxy(
    {},
    {
      get: (_, name: string) => {
        if (name === 'not') return matchers(value, !negated);
        const matcher = MATCHERS[name];
        if (!matcher) throw new Error(`the mutation run does not know the matcher ${name}: add it to vitest-shim.ts`);
        return (wanted?: unknown) => {
          if (matcher(value, wanted) !== negated) return;
          const [found, asked] = [value, wanted].map((one) =>
            inspect(one, { depth: 3, breakLength: 200 }).slice(0, 400),
          );
          throw new Error(`${negated ? 'not ' : ''}${name}: found ${found}, wanted ${asked}`);
        };
      },
    },
  );
}

/** vitest's `expect`, as far as the tests of core use it. */
export const expect = Object.assign((value: unknown) => matchers(value, false), {
  arrayContaining: (wanted: readonly unknown[]) =>
    new Within((value) => Array.isArray(value) && wanted.every((one) => value.some((other) => alike(other, one)))),
  stringContaining: (wanted: string) => new Within((value) => typeof value === 'string' && value.includes(wanted)),
  stringMatching: (wanted: RegExp) => new Within((value) => typeof value === 'string' && wanted.test(value)),
});
