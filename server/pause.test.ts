import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { editorHeard, rest } from './pause.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a rest is over after each of some milliseconds. */
async function resting(milliseconds: readonly number[], cancelled = () => false, each = () => {}): Promise<boolean[]> {
  let isOver = false;
  void rest(cancelled).then(() => {
    isOver = true;
  });
  const seen: boolean[] = [];
  for (const ms of milliseconds) {
    each();
    await vi.advanceTimersByTimeAsync(ms);
    seen.push(isOver);
  }
  return seen;
}

test('long work goes on once the editor has been quiet for a moment', async () => {
  editorHeard();
  expect(await resting([1, 20, 20])).toEqual([false, false, true]);
});

test('long work goes on at once where no editor asks anything', async () => {
  vi.advanceTimersByTime(60_000);
  expect(await resting([1])).toEqual([true]);
});

test('typing slows it down and never stops it', async () => {
  const seen = await resting(Array(40).fill(10), () => false, editorHeard);
  expect(seen[5]).toBe(false);
  expect(seen.at(-1)).toBe(true);
});

test('a cancel is heard while the editor is busy', async () => {
  editorHeard();
  let isCancelled = false;
  const seen = resting(
    [10, 10],
    () => isCancelled,
    () => {},
  );
  await vi.advanceTimersByTimeAsync(1);
  isCancelled = true;
  expect((await seen).at(-1)).toBe(true);
});
