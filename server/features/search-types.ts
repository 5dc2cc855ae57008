/** What client and server say to each other of searches. A search goes on while the client asks for more of it. */

/** Client → server, request: begins a search; a `SearchBegun`. */
export const SEARCH_BEGIN = 'cowscope/searchBegin';
/** Client → server, request: searches on for a moment; a `SearchTurn`. */
export const SEARCH_GO = 'cowscope/searchGo';
/** Client → server, request: nobody wants the answer any more. */
export const SEARCH_END = 'cowscope/searchEnd';

/** The commands that search. */
export const SEARCH_COMMANDS = { distinguish: 'cowscope.distinguish', findHarm: 'cowscope.findHarm' } as const;

/** Parameters of `SEARCH_BEGIN`: a harm to find on one kernel, or a difference to find between two. */
export interface SearchBeginParams {
  readonly kernels: readonly string[];
  readonly sought: 'lost' | 'leak' | 'slow' | 'verdict' | 'outcome' | 'counts';
  /** The most statements; the search's own default where nothing is said. */
  readonly length?: number;
}

/** Answer of `SEARCH_BEGIN`: the number of the search, or what is wrong with the question. */
export interface SearchBegun {
  readonly search: number;
  readonly length: number;
  readonly error: string | null;
}

/** Parameters of `SEARCH_GO` and `SEARCH_END`. */
export interface SearchParams {
  readonly search: number;
}

/** Answer of `SEARCH_GO`: how far it is, or its answer. */
export interface SearchTurn {
  readonly done: boolean;
  /** How far it is, or the answer, in one sentence. */
  readonly message: string;
  /** The scenario found; null where there is none, or none yet. */
  readonly text: string | null;
}
