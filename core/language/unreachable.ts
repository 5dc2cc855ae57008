/** Closes an exhaustive `switch`: the compiler refuses a value that a case was forgotten for. Throws if one comes all the same. */
export function unreachable(value: never): never {
  throw new Error(`not one of the cases: ${JSON.stringify(value)}`);
}
