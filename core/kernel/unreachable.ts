/** Closes a `switch` over a union: the compiler refuses it where a case is missing, so nothing ever gets here. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: no case for ${JSON.stringify(value)}`);
}
