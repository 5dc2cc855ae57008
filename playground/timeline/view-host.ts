/**
 * The other side of the timeline's view in this page: calls, where an extension has messages. The build puts it in the
 * place of the view's own `host.ts`, whose exports it has.
 */
import type { FromView, ToView } from '@cowscope/client/timeline/messages.ts';
import type * as ViewHost from '@cowscope/client/timeline/view/host.ts';

let hear: (message: ToView) => void = () => {};
let take: ((message: FromView) => void) | undefined;
/** What the view said before anybody listened. */
const waiting: FromView[] = [];
let state: ViewHost.Kept = { ideal: false };

/** Says something to whoever connected. */
export const send: typeof ViewHost.send = (message) => {
  if (take) take(message);
  else waiting.push(message);
};

/** Hears what is told to the view. */
export const listen: typeof ViewHost.listen = (heard) => {
  hear = heard;
};

/** What the view keeps, until the page is closed. */
export const kept: typeof ViewHost.kept = () => state;

/** Keeps it. */
export const keep: typeof ViewHost.keep = (keeping) => {
  state = keeping;
};

/** Takes what the view says, from the next turn on; gives the way to speak to it. */
export function connect(taking: (message: FromView) => void): (message: ToView) => void {
  queueMicrotask(() => {
    take = taking;
    for (const message of waiting.splice(0)) taking(message);
  });
  return (message) => hear(message);
}
