/** What kernels guarantee and what they get wrong, by search: all harms on every memory, and the claims of the sources. */
import type { Kernel } from '../../kernel/index.ts';
import { DEFAULT_ALPHABET, readAlphabet } from './alphabet.ts';
import { CLAIMS, type Claim } from './claims.ts';
import { MEMORIES, type Memory } from './memory.ts';
import {
  DEFAULT_BOUNDS,
  DEFAULT_SPACE,
  HARMS,
  type Search,
  type SearchQuestion,
  type SearchSpace,
} from './question.ts';

/** The searches of one kernel for every harm: one for each memory. */
export interface KernelMap {
  readonly kernel: Kernel;
  readonly searches: readonly Search[];
}

/** A claim with what the search found of it, by kernel. */
export interface CheckedClaim {
  readonly claim: Claim;
  readonly space: SearchSpace;
  readonly found: readonly { readonly kernel: Kernel; readonly search: Search }[];
}

/** Does a search; the caller knows of time. */
export type Searching = (question: SearchQuestion) => Search;

/** The space of a memory: huge memory, whose states are large, is searched one statement less far. */
export function mapSpace(memory: Memory, length: number, alphabet = DEFAULT_ALPHABET): SearchSpace {
  const huge = memory === 'thp' || memory === 'hugetlb';
  return { ...DEFAULT_SPACE, alphabet, memory, length: huge ? length - 1 : length };
}

/** The default alphabet without the write GET, which no kernel keeps coherent over a fork and which hides what pins guarantee. */
export const NO_WRITE_GET = readAlphabet(DEFAULT_ALPHABET)
  .letters.map(({ name }) => name)
  .filter((name) => name !== 'get write')
  .join(', ');

/** Looks for every harm on a kernel, on every memory. */
export function mapKernel(kernel: Kernel, length: number, alphabet: string, searching: Searching): KernelMap {
  const searches = MEMORIES.map((memory) =>
    searching({
      sought: { kind: 'find', kernel, harms: HARMS },
      space: mapSpace(memory, length, alphabet),
      shard: null,
      bounds: DEFAULT_BOUNDS,
    }),
  );
  return { kernel, searches };
}

/** Looks for what a claim says on every kernel. */
export function checkClaim(claim: Claim, kernels: readonly Kernel[], searching: Searching): CheckedClaim {
  const space = { ...DEFAULT_SPACE, ...claim.space };
  const found = kernels.map((kernel) => ({
    kernel,
    search: searching({
      sought: { kind: 'find', kernel, harms: [claim.harm] },
      space,
      shard: null,
      bounds: DEFAULT_BOUNDS,
    }),
  }));
  return { claim, space, found };
}

/** Kernels on which the search and the claim do not agree. */
export function disagreements({ claim, found }: CheckedClaim): { readonly more: Kernel[]; readonly fewer: Kernel[] } {
  const parted = found.filter(({ kernel, search }) => (search.answer === 'found') !== claim.expected(kernel));
  return {
    more: parted.filter(({ search }) => search.answer === 'found').map(({ kernel }) => kernel),
    fewer: parted.filter(({ search }) => search.answer !== 'found').map(({ kernel }) => kernel),
  };
}

/** All claims. */
export { CLAIMS };
