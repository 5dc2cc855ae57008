/** What the program's exit code says, the worst of everything that happened. */
export const EXIT = {
  /** Every file was right and every expectation held, whatever the verdicts. */
  ok: 0,
  /** An expectation failed, or `format --check` found an unformatted file. */
  failed: 1,
  /** A file or the command line is wrong; the rest was still run. */
  wrong: 2,
} as const;

/** One of the exit codes. */
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The worse of two exit codes. */
export function worse(a: Exit, b: Exit): Exit {
  return a > b ? a : b;
}
