import { type CancellationToken, CancellationTokenSource, ProgressLocation, window } from 'vscode';

/** What takes longer than this shows a progress notification that can cancel it. */
const slowAfterMilliseconds = 500;

/** Resolves to what `start` does; once that has taken half a second, says so and offers to cancel. */
export async function withProgressWhenSlow<T>(
  title: string,
  start: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  const cancellation = new CancellationTokenSource();
  const answer = start(cancellation.token);
  const isDone = await Promise.race([answer.then(() => true), waitUntilSlow()]);
  if (isDone) return answer;
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => cancellation.cancel());
    return answer;
  });
}

function waitUntilSlow(): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, slowAfterMilliseconds, false));
}
