import type { Cancellation } from './source.ts';

/** Something under way that can be cancelled. */
export class Cancellable implements Cancellation {
  private cancelled = false;
  private readonly listeners: (() => void)[] = [];

  get isCancelled(): boolean {
    return this.cancelled;
  }

  onCancel(then: () => void): void {
    if (this.cancelled) then();
    else this.listeners.push(then);
  }

  /** Cancels it; the second time nothing happens. */
  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    for (const listener of this.listeners) listener();
  }
}
