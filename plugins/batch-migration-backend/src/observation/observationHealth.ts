import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase, SilentSource } from '../stores';
import { OBSERVATION_ROUND } from './EstateRefresh';

/** So many intervals without the end of a round, and the loop is dead. */
const INTERVALS = 3;

export interface ObservationHealth {
  status: 'ok' | 'error';
  /** When a round last came to its end; `null` before the first. */
  finishedAt: string | null;
  message: string;
}

/** Tells whether rounds of observation still come to their end, on whichever replica. */
export class ObservationWatch {
  private readonly startedAt: number;

  constructor(
    private readonly options: {
      database: BatchMigrationDatabase;
      clock: Clock;
      frequency: HumanDuration;
    },
  ) {
    // Nobody could look while no replica ran.
    this.startedAt = options.clock.now().getTime();
  }

  async health(): Promise<ObservationHealth> {
    const { database, clock, frequency } = this.options;
    const { finishedAt } = await database.leases.get(OBSERVATION_ROUND);
    const since = Math.max(
      this.startedAt,
      finishedAt === null ? 0 : Date.parse(finishedAt),
    );
    const longestMs = INTERVALS * durationToMilliseconds(frequency);
    const isDead = clock.now().getTime() - since > longestMs;
    const last = finishedAt === null ? 'none has ended yet' : finishedAt;
    return {
      status: isDead ? 'error' : 'ok',
      finishedAt,
      message: isDead
        ? `No round of observation has ended for more than ${
            longestMs / 60_000
          } minutes (the last: ${last}). Look in the log for what the task batch-migration-observe says.`
        : `The last round of observation: ${last}`,
    };
  }

  /** As a silent source, where the loop is dead: of everything else too nobody hears then. */
  async silence(): Promise<SilentSource[]> {
    const { status, finishedAt, message } = await this.health();
    return status === 'ok'
      ? []
      : [{ id: OBSERVATION_ROUND, since: finishedAt, reason: message }];
  }
}
