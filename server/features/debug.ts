/** What a debug adapter asks: one line a request. All of it reads traces that were made when their sessions began. */
import type { LineCache } from '@cowscope/core';
import * as protocol from '../protocol.ts';
import { completions, evaluate } from './debug/evaluate.ts';
import { inlineValues } from './debug/inline.ts';
import { memoryAt } from './debug/memory.ts';
import { nodesAt } from './debug/nodes.ts';
import { framesAt, placesIn } from './debug/places.ts';
import type { DebugRuns } from './debug/runs.ts';
import { go } from './debug/stops.ts';

/** What the requests need to know of the server. */
export interface DebugHost {
  /** Lines that are parsed already; undefined where none are. */
  readonly cache: LineCache | undefined;
  /** The kernel where nothing names one; empty: the newest. */
  readonly fallback: string;
}

/** Answers a request of a debug adapter. */
export type DebugHandler = (runs: DebugRuns, params: never, host: DebugHost, cancelled: () => boolean) => unknown;

/** The requests by their method. */
export const DEBUG_REQUESTS: Readonly<Record<string, DebugHandler>> = {
  [protocol.DEBUG_START]: (runs: DebugRuns, params: protocol.DebugStartParams, { cache, fallback }: DebugHost) =>
    runs.start(params, cache, fallback),
  [protocol.DEBUG_END]: (runs: DebugRuns, { run }: { readonly run: number }) => runs.end(run) ?? null,
  [protocol.DEBUG_PLACES]: (runs: DebugRuns, params: protocol.DebugPlacesParams) => placesIn(runs.get(params), params),
  [protocol.DEBUG_GO]: async (
    runs: DebugRuns,
    params: protocol.DebugGoParams,
    _: DebugHost,
    cancelled: () => boolean,
  ) => (await go(runs.get(params), params, cancelled)) ?? null,
  [protocol.DEBUG_FRAMES]: (runs: DebugRuns, params: protocol.DebugFramesParams) => framesAt(runs.get(params), params),
  [protocol.DEBUG_VARIABLES]: (runs: DebugRuns, params: protocol.DebugVariablesParams) =>
    nodesAt(runs.get(params), params),
  [protocol.DEBUG_EVALUATE]: (runs: DebugRuns, params: protocol.DebugEvaluateParams) =>
    evaluate(runs.get(params), params),
  [protocol.DEBUG_COMPLETE]: (runs: DebugRuns, params: protocol.DebugEvaluateParams) =>
    completions(runs.get(params), params),
  [protocol.DEBUG_MEMORY]: (runs: DebugRuns, params: protocol.DebugMemoryParams) => memoryAt(runs.get(params), params),
  [protocol.DEBUG_INLINE]: (runs: DebugRuns, params: protocol.DebugInlineParams) =>
    inlineValues(runs.get(params), params),
};
