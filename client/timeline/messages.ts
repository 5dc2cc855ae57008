/** What the extension and the timeline's web view say to each other. Plain types: both sides import this file. */
import type { Timeline, TimelineFormat, TimelinePlace } from '@cowscope/server/protocol.ts';

export type {
  Timeline,
  TimelineCell,
  TimelineColumn,
  TimelineFormat,
  TimelinePart,
  TimelinePlace,
  TimelineRow,
} from '@cowscope/server/protocol.ts';

/** Extension → view. */
export type ToView =
  /** The run of the editor's scenario, and the step at the cursor, after so many `go`; null where nothing runs. */
  | { readonly type: 'place'; readonly place: TimelinePlace | null; readonly gone: number }
  /** The answer to the request with that number; null where the run is another by now. */
  | { readonly type: 'columns'; readonly request: number; readonly timeline: Timeline | null }
  /** Something to be said to a screen reader. */
  | { readonly type: 'say'; readonly text: string };

/** What the view wants to see of a run. */
export interface Wanted {
  /** `TimelinePlace.stamp` and `.scenario`. */
  readonly stamp: string;
  readonly scenario: number;
  readonly steps: readonly number[];
  readonly compare: boolean;
  readonly ideal: boolean;
}

/** View → extension. */
export type FromView =
  | { readonly type: 'ready' }
  | ({ readonly type: 'columns'; readonly request: number } & Wanted)
  /** Show a statement in the editor; line and columns from 1. `focus`: and go there. */
  | {
      readonly type: 'go';
      readonly line: number;
      readonly column: number;
      readonly endColumn: number;
      readonly focus: boolean;
    }
  | ({ readonly type: 'copy'; readonly format: TimelineFormat } & Wanted);
