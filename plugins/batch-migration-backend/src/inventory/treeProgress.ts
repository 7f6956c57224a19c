/**
 * Tells when everything in a tree was read and stored. Discovery may store
 * one server while the next is read, so the end of reading says nothing.
 */
export class TreeProgress {
  private readonly open = new Set<string>();
  private isRead = false;
  private isLasting = true;

  constructor(private readonly onSettled: () => Promise<void>) {}

  begin(folder: string): void {
    this.open.add(folder);
  }

  /** A folder was stored, or is the same as it was stored before. */
  async settle(folder: string): Promise<void> {
    this.open.delete(folder);
    await this.check();
  }

  /** A folder has to be read again though its files do not change. */
  leaveOpen(): void {
    this.isLasting = false;
  }

  /** All folders were read. */
  async end(): Promise<void> {
    this.isRead = true;
    await this.check();
  }

  private async check(): Promise<void> {
    if (this.isRead && this.isLasting && this.open.size === 0) {
      await this.onSettled();
    }
  }
}
