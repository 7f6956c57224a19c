import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  RunEvent,
  RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { reassessDue } from './assessments';
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
  private assessing: Promise<void> | undefined;
  private isDue = false;

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
    await store(database, async tx => {
      const stored = await database.runs.locationsOf(ids, tx);
      const runs = events.flatMap(({ run }, index) => {
        // Where a poll has stored it already it stays, whoever started it.
        const location = stored.get(run.externalId)?.[0] ?? located[index];
        return location ? [toNewRun({ ...run, location }, source.id)] : [];
      });
      const changed = await database.runs.record(runs, tx);
      await invalidate(database, changed, tx);
    });
    const now = clock.now();
    events.forEach(({ sentAt }, index) =>
      metrics.runEvent(
        source.id,
        located[index] ? 'known' : 'of-nothing-known',
        now.getTime() - sentAt.getTime(),
      ),
    );
    this.assessSoon();
  }

  /** Once what has arrived is assessed. */
  async settled(): Promise<void> {
    await this.assessing;
  }

  /**
   * So that a failed run is seen when it fails. Beside the taking, and all
   * that is due together: thousands of jobs start at the full hour.
   */
  private assessSoon(): void {
    this.isDue = true;
    this.assessing ??= this.assess().finally(() => {
      this.assessing = undefined;
    });
  }

  private async assess(): Promise<void> {
    const { database, clock, logger } = this.options;
    try {
      while (this.isDue) {
        this.isDue = false;
        await reassessDue(database, clock.now());
      }
    } catch (error) {
      // The runs are stored, and the scheduled task assesses what is due.
      logger.warn(
        `Runs arrived and could not be assessed yet: ${stringifyError(error)}`,
      );
    }
  }
}
