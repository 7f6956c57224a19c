import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  RunEvent,
  RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { reassess } from './assessments';
import type { ObservationMetrics } from './metrics';
import { toNewRun } from './RunReader';
import { invalidate, store } from './round';
import { StarterIndex } from './StarterIndex';

export interface RunEventIntakeOptions {
  database: BatchMigrationDatabase;
  clock: Clock;
  logger: LoggerService;
  metrics: ObservationMetrics;
}

/** Stores runs that platforms tell of, however often they tell it. */
export class RunEventIntake {
  private readonly starters: StarterIndex;

  constructor(private readonly options: RunEventIntakeOptions) {
    this.starters = new StarterIndex(options.database);
  }

  /**
   * A run of nothing that is known here is left out: if its schedule is linked
   * later, polling reads what it has run before.
   *
   * @throws what the database throws: then the events have to come again
   */
  async take(source: RunEventSource, events: RunEvent[]): Promise<void> {
    const { database, clock, metrics } = this.options;
    const located = await this.starters.locate(events);
    const ids = events.map(({ run }) => run.externalId);
    const workloadIds = await store(database, async tx => {
      const stored = await database.runs.locationsOf(ids, tx);
      const runs = events.flatMap(({ run }, index) => {
        // Where a poll has stored it already it stays, whoever started it.
        const location = stored.get(run.externalId)?.[0] ?? located[index];
        return location ? [toNewRun({ ...run, location }, source.id)] : [];
      });
      const changed = await database.runs.record(runs, tx);
      await invalidate(database, changed, tx);
      return database.workloads.idsAt(changed, tx);
    });
    const now = clock.now();
    events.forEach(({ sentAt }, index) =>
      metrics.runEvent(
        source.id,
        located[index] ? 'known' : 'of-nothing-known',
        now.getTime() - sentAt.getTime(),
      ),
    );
    await this.assess(workloadIds, now);
  }

  /** At once, so that a failed run is seen when it fails. */
  private async assess(workloadIds: string[], now: Date): Promise<void> {
    try {
      await reassess(this.options.database, workloadIds, now);
    } catch (error) {
      // The runs are stored, and the scheduled task assesses what is due.
      this.options.logger.warn(
        `Runs arrived and could not be assessed yet: ${stringifyError(error)}`,
      );
    }
  }
}
