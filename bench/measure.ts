/** What a series of measurements says, in the unit of its samples. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly samples: number;
}

/** The value below which a share of the samples lies; the samples are sorted. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Median and 95th percentile; NaN of no samples. */
export function summarise(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), samples: sorted.length };
}

/** Milliseconds that an action takes. */
export async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** What a benchmark measures, once, for one of the programs it compares. */
export type Measurement = () => Promise<number>;

/**
 * Measures several programs by turns, so that whatever else the machine does meets all alike. The first `warmUp` rounds
 * are thrown away. Gives the samples by program, in milliseconds.
 */
export async function byTurns(
  programs: Readonly<Record<string, Measurement>>,
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = {};
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, measure] of Object.entries(programs)) {
      const sample = await measure();
      if (round >= 0) samples[name] = [...(samples[name] ?? []), sample];
    }
  }
  return samples;
}

/** Numbers that look random and are the same in every run: a linear congruential generator. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
