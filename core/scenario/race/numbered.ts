/** Arrays whose elements are asked for and told one by one. */

/** What stands at each number. */
interface Numbered<T> {
  readonly length: () => number;
  readonly get: (i: number) => T | null;
  readonly set: (i: number, value: T | null) => void;
}

/** An array whose elements are asked for and told one by one. */
export function numbered<T>({ length, get, set }: Numbered<T>): (T | null)[] {
  return new Proxy([] as (T | null)[], {
    get: (target, key, receiver) => {
      const i = indexOf(key);
      if (i >= 0) return get(i);
      return key === 'length' ? length() : Reflect.get(target, key, receiver);
    },
    set: (_, key, value) => {
      const i = indexOf(key);
      if (i >= 0) set(i, value);
      return true;
    },
    has: (target, key) => {
      const i = indexOf(key);
      return i >= 0 ? i < length() : Reflect.has(target, key);
    },
  });
}

function indexOf(key: string | symbol): number {
  if (typeof key !== 'string' || key.length === 0) return -1;
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 ? Number(key) : -1;
}
