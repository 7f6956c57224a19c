import { writeFileSync } from 'node:fs';
import type { BlockedEffect, Outcome, TableCount } from '../engines/attempt';

/** What the preload tells the runner, written when the process ends. */
export class Report {
  private readonly blocked: BlockedEffect[] = [];
  private readonly unguarded = new Set<string>();
  private outcome: Outcome = 'rolled-back';
  private error: string | null = null;
  private counts: TableCount[] = [];
  private answers: Array<number | null> = [];

  constructor(private readonly file: string) {}

  note(sentence: string): void {
    this.unguarded.add(sentence);
  }

  counted(counts: TableCount[], answers: Array<number | null>): void {
    this.counts = counts;
    this.answers = answers;
  }

  failed(message: string): void {
    this.error ??= message;
  }

  /** Nobody can say that everything was rolled back. */
  notRolledBack(message: string): void {
    this.outcome = 'failed';
    this.error = [this.error, message].filter(Boolean).join('\n');
  }

  /** A patch that catches the error has still failed. */
  refuse(kind: string, detail: string): Error {
    if (this.blocked.length < 1000) this.blocked.push({ kind, detail: detail.slice(0, 300) });
    const error = new Error(`A dry run does not let this happen: ${kind}: ${detail.slice(0, 300)}`);
    this.failed(error.message);
    return error;
  }

  write(exit: number): void {
    const { outcome, blocked, counts, answers } = this;
    if (exit !== 0) this.failed(`The patch ended with exit status ${exit}`);
    writeFileSync(this.file, JSON.stringify({ outcome, error: this.error, counts, answers, verified: null, blocked, unguarded: [...this.unguarded] }));
  }
}
