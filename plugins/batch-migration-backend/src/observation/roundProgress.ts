import type { RoundProgress } from 'backstage-plugin-batch-migration-common';
import type { SettingsStore } from '../stores';

/** The setting that says how far the round is, of use only while its lease is held. */
export const ROUND_PROGRESS = 'observation.round-progress';

/** Not written more often than this, in milliseconds, within one step. */
const WRITE_MS = 1_000;

/** Where people on any replica can see how far a round is. */
export class RoundReport {
  private step: RoundProgress['step'] | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: Pick<SettingsStore, 'set'>,
    private readonly startedAt: string,
  ) {}

  async at(
    step: RoundProgress['step'],
    count: { done: number; total: number } | null,
  ): Promise<void> {
    const isNewStep = step !== this.step;
    if (!isNewStep && performance.now() - this.writtenAt < WRITE_MS) return;
    this.step = step;
    this.writtenAt = performance.now();
    const progress: RoundProgress = {
      startedAt: this.startedAt,
      step,
      done: count?.done ?? null,
      total: count?.total ?? null,
    };
    await this.settings.set(ROUND_PROGRESS, JSON.stringify(progress));
  }
}
