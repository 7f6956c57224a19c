/** How work ended. */
export type Outcome<T> = { value: T } | { error: unknown };

/**
 * Work of the server that was asked for in this tab. It goes on when its page
 * is left: who comes back sees that it runs, or is handed how it ended.
 */
export class LongWork<T> {
  private outcome: Outcome<T> | undefined;
  private readonly listeners = new Set<() => void>();
  isRunning = false;

  /** Does nothing while it runs already. */
  start(work: () => Promise<T>): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.outcome = undefined;
    this.tell();
    work()
      .then(
        value => ({ value }),
        error => ({ error }),
      )
      .then(outcome => {
        this.isRunning = false;
        this.outcome = outcome;
        this.tell();
      });
  }

  /** How it ended, for one taker alone. */
  take(): Outcome<T> | undefined {
    const { outcome } = this;
    this.outcome = undefined;
    return outcome;
  }

  /** @returns what ends it */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private tell(): void {
    this.listeners.forEach(listener => listener());
  }
}
