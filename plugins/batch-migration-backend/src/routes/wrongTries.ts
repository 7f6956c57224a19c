/** More senders than these are no hosts that were told the wrong token. */
const MAX_SENDERS = 10_000;

/** Counts wrong tries of each sender within a window. It forgets with the process. */
export class WrongTries {
  private readonly of = new Map<string, number[]>();

  constructor(
    private readonly options: {
      limit: number;
      windowMs: number;
    },
  ) {}

  isTooMany(sender: string, now: Date): boolean {
    return this.recent(sender, now).length >= this.options.limit;
  }

  add(sender: string, now: Date): void {
    const tries = [...this.recent(sender, now), now.getTime()];
    // Anew at the end: the sender that was quiet for longest is first.
    this.of.delete(sender);
    this.of.set(sender, tries.slice(-this.options.limit));
    const [longestQuiet] = this.of.keys();
    if (this.of.size > MAX_SENDERS) this.of.delete(longestQuiet);
  }

  private recent(sender: string, now: Date): number[] {
    const since = now.getTime() - this.options.windowMs;
    return (this.of.get(sender) ?? []).filter(at => at > since);
  }
}
