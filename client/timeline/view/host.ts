/** The other side: the extension that shows this page. */
import type { FromView, ToView } from '../messages.ts';

interface VsCodeApi {
  postMessage(message: FromView): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: FromView): void {
  api.postMessage(message);
}

/** Calls `hear` with each message of the extension. */
export function listen(hear: (message: ToView) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToView>) => hear(data));
}

/** What is kept while the view is hidden. */
export interface Kept {
  readonly ideal: boolean;
}

/** What was kept; its defaults where nothing was. */
export function kept(): Kept {
  const state = api.getState() as Partial<Kept> | undefined;
  return { ideal: state?.ideal === true };
}

/** Keeps it until the view is closed. */
export function keep(state: Kept): void {
  api.setState(state);
}
