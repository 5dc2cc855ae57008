/**
 * Searches for *Distinguish Kernels* and *Find Harm*: each turn searches for a moment, in slices between which whatever
 * else the client asks is answered. So an edit waits for no search, and a client that asks no more has cancelled.
 */
import {
  answerText,
  DEFAULT_BOUNDS,
  DEFAULT_SPACE,
  DIFFERENCES,
  HARMS,
  type Kernel,
  resolveKernels,
  type Search,
  type SearchProgress,
  type SearchWork,
  type Sought,
  search,
  spaceText,
} from '@cowscope/core';
import { rest } from '../pause.ts';
import type { SearchBeginParams, SearchBegun, SearchParams, SearchTurn } from './search-types.ts';

/** Milliseconds of a slice: what another request may have to wait. */
const SLICE = 5;
/** Milliseconds of a turn: how often progress is told. */
const TURN = 100;
/** Searches of one client at a time; the oldest is given up. */
const MOST = 4;

/** The searches under way of one client. */
export class Searches {
  private readonly works = new Map<number, SearchWork>();
  private last = 0;

  /** Begins a search. */
  begin({ kernels: names, sought, length = DEFAULT_SPACE.length }: SearchBeginParams): SearchBegun {
    const { kernels, errors } = resolveKernels(names);
    const asked = errors.length > 0 ? errors[0]!.message : soughtOf(kernels, sought);
    if (typeof asked === 'string') return { search: 0, length, error: asked };
    const space = { ...DEFAULT_SPACE, length };
    this.works.set(++this.last, search({ sought: asked, space, shard: null, bounds: DEFAULT_BOUNDS }));
    for (const oldest of this.works.keys()) if (this.works.size > MOST) this.works.delete(oldest);
    return { search: this.last, length, error: null };
  }

  /** Searches on. A search that is not under way any more is done, without an answer. */
  async go({ search: number }: SearchParams, cancelled: () => boolean): Promise<SearchTurn> {
    for (const end = Date.now() + TURN; ; await rest(cancelled)) {
      const work = this.works.get(number);
      if (!work || cancelled()) return { done: true, message: 'The search was given up.', text: null };
      const next = slice(work);
      if (next.done) {
        this.works.delete(number);
        return turnOf(next.value);
      }
      if (Date.now() >= end) return { done: false, message: progressText(next.value), text: null };
    }
  }

  /** Gives a search up. */
  end({ search: number }: SearchParams): null {
    this.works.delete(number);
    return null;
  }
}

function soughtOf(kernels: readonly Kernel[], sought: SearchBeginParams['sought']): Sought | string {
  const [kernel, other] = kernels;
  const harm = HARMS.find((one) => one === sought);
  if (harm && kernel && kernels.length === 1) return { kind: 'find', kernel, harms: [harm] };
  const by = DIFFERENCES.find((one) => one === sought);
  if (by && kernel && other && kernels.length === 2) return { kind: 'distinguish', kernels: [kernel, other], by };
  return harm ? 'a harm is looked for on one kernel' : 'two different kernels are told apart';
}

function slice(work: SearchWork): IteratorResult<SearchProgress, Search> {
  const end = Date.now() + SLICE;
  for (;;) {
    const next = work.next();
    if (next.done || Date.now() >= end) return next;
  }
}

function progressText({ length, scenarios, states }: SearchProgress): string {
  return `${length} statements: ${scenarios.toLocaleString('en')} scenarios run, ${states.toLocaleString('en')} states`;
}

function turnOf(found: Search): SearchTurn {
  const answer = answerText(found);
  const message = `${answer[0]!.toUpperCase()}${answer.slice(1)}.`;
  const [witness] = found.witnesses;
  if (!witness) return { done: true, message, text: null };
  const asked = [answer, ...spaceText(found.question)].map((line) => `# ${line}\n`);
  return { done: true, message, text: `${witness.text}\n${asked.join('')}` };
}
