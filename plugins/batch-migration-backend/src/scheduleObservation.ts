import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from './clock';
import type { BatchMigrationOptions } from './config';
import {
  cleanUp,
  handOutShares,
  reassessDue,
  rebuild,
  type EstateRefresh,
  type ObservationMetrics,
  type ObservationWatch,
} from './observation';
import { seedHistory, seedPlans } from './seed';
import type { BatchMigrationDatabase } from './stores';

const OBSERVE = 'batch-migration-observe';
const ASSESS = 'batch-migration-assess';
const CLEAN_UP = 'batch-migration-clean-up';
const CHECK = 'batch-migration-check';
const WATCH = 'batch-migration-watch';

/**
 * Looks at everything at the start and then at each interval, one round at a
 * time, on as many replicas as the scheduler has, and keeps assessments from lapsing in between.
 *
 * @returns what makes the next look come soon
 */
export async function scheduleObservation(services: {
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  options: BatchMigrationOptions;
  database: BatchMigrationDatabase;
  refresh: EstateRefresh;
  clock: Clock;
  watch: ObservationWatch;
  metrics: Pick<ObservationMetrics, 'projectionChecked'>;
}): Promise<() => void> {
  const { scheduler, lifecycle, logger, options, database, refresh, clock } =
    services;
  const { metrics } = services;

  const { handOut } = await handOutShares(scheduler, refresh);
  await scheduler.scheduleTask({
    id: OBSERVE,
    frequency: options.observationFrequency,
    timeout: { minutes: 30 },
    fn: async signal => {
      await refresh.refresh({ signal, handOut });
      if (options.seedHistory !== null) {
        await seedHistory({
          ...{ database, file: options.seedHistory },
          ...{ now: clock.now(), logger },
        });
      }
      if (options.seedPlans === null) return;
      const seeded = await seedPlans({
        database,
        directory: options.seedPlans,
        now: clock.now(),
        logger,
      });
      // The links bring locations that nobody has looked at yet.
      if (seeded) await refresh.refresh({ signal, handOut });
    },
  });
  await scheduler.scheduleTask({
    id: ASSESS,
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      await reassessDue(database, clock.now(), {
        lapsedOnly: refresh.assessesSoon,
      });
      await database.remembered.trim();
    },
  });
  await scheduler.scheduleTask({
    id: CHECK,
    frequency: { hours: 24 },
    timeout: { hours: 2 },
    initialDelay: { minutes: 30 },
    fn: async signal => {
      const differences = await rebuild(database, clock, signal);
      metrics.projectionChecked(differences.length);
      if (differences.length === 0) return;
      const ids = differences.slice(0, 10).map(one => one.workloadId);
      logger.error(
        `The projection said something else than its inputs of ${
          differences.length
        } workloads, and was mended: ${ids.join(
          ', ',
        )}. Please report this with what was imported or planned before.`,
      );
    },
  });
  await scheduler.scheduleTask({
    id: CLEAN_UP,
    frequency: { hours: 24 },
    timeout: { hours: 2 },
    // Not while a portal that starts looks at everything.
    initialDelay: { minutes: 10 },
    fn: async signal => {
      const { observations, runs } = await cleanUp({
        database,
        retention: options.retention,
        now: clock.now(),
        signal,
      });
      logger.info(
        `Cleaned up ${observations} observations and ${runs} runs that are older than the retention`,
      );
    },
  });
  await scheduler.scheduleTask({
    id: WATCH,
    // On each replica: the one that should observe may be the one that hangs.
    scope: 'local',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      const { status, message } = await services.watch.health();
      if (status === 'error') logger.error(message);
    },
  });

  const observeSoon = () => {
    scheduler.triggerTask(OBSERVE).catch(error => {
      // It runs already, or on another replica: what it missed comes next time.
      logger.debug(`Did not start to observe: ${stringifyError(error)}`);
    });
  };
  // After a restart the task would wait for the rest of its interval.
  lifecycle.addStartupHook(observeSoon);
  return observeSoon;
}
