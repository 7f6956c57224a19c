import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { OBSERVATION_ROUND } from './EstateRefresh';

/** What the plugin measures of its own looking. Names are of OpenTelemetry's kind. */
export interface ObservationMetrics {
  /** A round ended; `null` where it failed. */
  round(durationMs: number, observations: number | null): void;
  /** A probe could not look, or a source could not be read. */
  probeFailed(source: string): void;
  /** The projection was rebuilt, and so many assessments were wrong. */
  projectionChecked(wrong: number): void;
  /** A run arrived as an event, so long after the platform sent it. */
  runEvent(
    source: string,
    of: 'known' | 'of-nothing-known',
    lagMs: number,
  ): void;
}

export function createMetrics(
  service: MetricsService,
  { database, clock }: { database: BatchMigrationDatabase; clock: Clock },
): ObservationMetrics {
  const observations = service.createCounter(
    'batch_migration.observations.count',
    { description: 'Locations that were looked at' },
  );
  const rounds = service.createHistogram(
    'batch_migration.observation_round.duration',
    { description: 'How long a round of observation took', unit: 'seconds' },
  );
  const failures = service.createCounter(
    'batch_migration.probe_failures.count',
    { description: 'Rounds in which a probe or a source failed, by source' },
  );
  const lag = service.createHistogram('batch_migration.run_event.lag', {
    description: 'From when a platform sent a run until it was stored',
    unit: 'seconds',
  });
  const wrongAssessments = service.createCounter(
    'batch_migration.wrong_assessments.count',
    {
      description:
        'Stored assessments that were not what their inputs say, and were mended',
    },
  );
  const secondsSince = (at: string) =>
    Math.max(0, clock.now().getTime() - Date.parse(at)) / 1000;
  service
    .createObservableGauge('batch_migration.observation_round.age', {
      description: 'Since the last round of observation ended',
      unit: 'seconds',
    })
    .addCallback(async result => {
      const { finishedAt } = await database.leases.get(OBSERVATION_ROUND);
      if (finishedAt !== null) result.observe(secondsSince(finishedAt));
    });
  service
    .createObservableGauge('batch_migration.oldest_fresh_observation.age', {
      description:
        'Since the location was seen that waits longest and still counts, by source',
      unit: 'seconds',
    })
    .addCallback(async result => {
      const ages = await database.observations.ages(clock.now().toISOString());
      for (const { source, oldest } of ages) {
        if (oldest !== null) result.observe(secondsSince(oldest), { source });
      }
    });
  service
    .createObservableGauge('batch_migration.lapsed_observations.count', {
      description: 'Locations of which nothing is known any more, by source',
    })
    .addCallback(async result => {
      const ages = await database.observations.ages(clock.now().toISOString());
      for (const { source, lapsed } of ages) result.observe(lapsed, { source });
    });
  return {
    round: (durationMs, count) => {
      rounds.record(durationMs / 1000, {
        result: count === null ? 'failed' : 'completed',
      });
      if (count !== null) observations.add(count);
    },
    probeFailed: source => failures.add(1, { source }),
    projectionChecked: wrong => wrongAssessments.add(wrong),
    runEvent: (source, of, lagMs) => {
      // A clock that is behind must not make the lag negative.
      lag.record(Math.max(0, lagMs) / 1000, { source, of });
    },
  };
}
