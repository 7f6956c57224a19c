import { mockServices } from '@backstage/backend-test-utils';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { EstateRefresh } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  CRONTAB,
  inventory,
  MemorySource,
  ROLE,
  SERVER,
  TARGET,
} from '../testEstate';
import { migrationsDirectory } from './BatchMigrationDatabase';

jest.setTimeout(240_000);

const AT = '2026-02-01T00:00:00.000Z';
const LATER = '2026-02-12T01:24:00.000Z';
const PLAN = { ...EMPTY_PLAN, wave: 'one', notes: '日本語', version: 2 };
const DIRECTORY = { directory: migrationsDirectory() };

/** The schema as it first landed: migrations of one day. */
async function toFirstSchema(knex: Knex): Promise<void> {
  for (;;) {
    const [, pending] = await knex.migrate.list(DIRECTORY);
    if (!pending[0]?.file.startsWith('20261121')) return;
    await knex.migrate.up(DIRECTORY);
  }
}

/** A hash as the first version made it. */
function firstHash(previous: string, row: Record<string, unknown>): string {
  const content = Object.fromEntries(
    Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify(content))
    .digest('hex');
}

async function fill(knex: Knex): Promise<void> {
  await knex('settings').insert({ key: 'replay.clock.offset-ms', value: '7' });
  await knex('locations').insert([
    { ref: CRONTAB, key: 'digest' },
    { ref: TARGET.ref, key: TARGET.key },
  ]);
  const [legacy, target] = await knex('locations').orderBy('id').pluck('id');
  await knex('servers').insert({
    ref: SERVER,
    title: 'bat000',
    facts: '[]',
    hard_dates: '[]',
  });
  await knex('roles').insert({
    ref: ROLE,
    title: 'Scheduled jobs',
    type: 'scheduled-jobs',
    kind: 'scheduled',
  });
  await knex('role_servers').insert({ role_ref: ROLE, server_ref: SERVER });
  await knex('workloads').insert({
    id: 'w',
    name: 'digest',
    kind: 'scheduled',
    role_ref: ROLE,
    owner_ref: 'group:default/sre',
    schedule: JSON.stringify(cronItem('digest').schedule),
    command: cronItem('digest').command,
    masked_secrets: '[]',
    soak_passed_at: AT,
    first_seen_at: AT,
  });
  await knex('workload_servers').insert({
    workload_id: 'w',
    server_ref: SERVER,
  });
  await knex('workload_locations').insert([
    { workload_id: 'w', location_id: legacy, side: 'legacy', position: 0 },
    { workload_id: 'w', location_id: target, side: 'target', position: 0 },
  ]);
  const seen = { detail: '{}', source: 'memory:captured', seen_at: AT };
  await knex('observations').insert([
    { ...seen, location_id: legacy, state: 'active', observed_at: AT },
  ]);
  const [seenAs] = await knex('observations').pluck('id');
  await knex('locations')
    .where({ id: legacy })
    .update({ observation_id: seenAs });
  await knex('runs').insert({
    location_id: target,
    external_id: 'arn:1',
    started_at: AT,
    ended_at: AT,
    outcome: 'succeeded',
    source: 'memory-scheduler',
  });
  await knex('plans').insert({
    workload_id: 'w',
    version: 2,
    plan: JSON.stringify(PLAN),
  });
  for (const version of [1, 2]) {
    await knex('plan_versions').insert({
      workload_id: 'w',
      version,
      plan: JSON.stringify({ ...PLAN, version }),
      actor: 'user:default/mori',
      at: AT,
    });
  }
  await knex('target_links').insert({
    workload_id: 'w',
    location_id: target,
    repository: 'https://git.example.com/digest',
    linked_at: AT,
  });
  await knex('inventory_sources').insert({
    id: 'memory:captured',
    server_ref: '',
    answered_at: AT,
  });
  await knex('inventory_captures').insert({
    source: 'memory:captured',
    role: 'captured',
    server_ref: SERVER,
    captured_at: AT,
    taken_at: AT,
    content_hash: 'c'.repeat(64),
    items: 1,
    places: '[]',
    issues: '[]',
  });
  let previous = '0'.repeat(64);
  for (const [index, type] of ['imported', 'plan-updated'].entries()) {
    const row = {
      at: AT,
      actor: 'user:default/mori',
      type,
      summary: `${type} 日本語`,
      workload_id: index === 0 ? null : 'w',
      changes: '[{"field":"wave","before":null,"after":"one"}]',
    };
    const hash = firstHash(previous, row);
    await knex('history').insert({ ...row, prev_hash: previous, hash });
    previous = hash;
  }
  await knex('history_head').update({ hash: previous });
}

describe('an installation of the first version', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'keeps everything that it knows on %s',
    async id => {
      const knex = await databases.init(id);
      await toFirstSchema(knex);
      expect(await knex.schema.hasTable('captures')).toBe(false);
      await fill(knex);
      const database = await createDatabase(knex);

      expect(await database.settings.get('replay.clock.offset-ms')).toBe('7');
      expect(await database.servers.get(SERVER)).toMatchObject({
        title: 'bat000',
      });
      const [workload] = await database.workloads.getMany(['w']);
      expect(workload).toMatchObject({
        name: 'digest',
        ownerRef: 'group:default/sre',
        serverRefs: [SERVER],
        soakPassedAt: AT,
        locations: [
          { ref: CRONTAB, key: 'digest', side: 'legacy' },
          { ...TARGET, side: 'target' },
        ],
      });
      expect(await database.plans.get('w')).toEqual(PLAN);
      expect(await database.plans.versions('w')).toHaveLength(2);
      expect(
        [...(await database.targetLinks.repositories(['w'])).values()].flat(),
      ).toEqual(['https://git.example.com/digest']);
      expect(
        await database.observations.history(workload.locations),
      ).toMatchObject([{ state: 'active', observedAt: AT }]);
      expect(await database.runs.list(workload.locations)).toMatchObject([
        { externalId: 'arn:1', outcome: 'succeeded' },
      ]);
      expect((await database.history.list({ limit: 9 })).items).toMatchObject([
        { type: 'plan-updated', workloadId: 'w' },
        { type: 'imported', summary: 'imported 日本語' },
      ]);
      expect(await database.history.verify()).toMatchObject({
        isWhole: true,
        events: 2,
      });
    },
  );

  it.each(databases.eachSupportedId())('goes on with it on %s', async id => {
    const knex = await databases.init(id);
    await toFirstSchema(knex);
    await fill(knex);
    const database = await createDatabase(knex);
    const source = new MemorySource('captured');
    source.readings = [
      inventory([cronItem('digest'), cronItem('new')], { capturedAt: LATER }),
    ];
    await new EstateRefresh({
      database,
      sources: [source],
      probes: [],
      clock: { now: () => new Date(LATER) },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * 60_000,
      lookMs: 5,
    }).refresh();

    // The line that was known keeps its workload, and with it plan and history.
    expect(await database.workloads.count()).toBe(2);
    expect(await database.plans.get('w')).toEqual(PLAN);
    const assessments = await database.assessments.getMany(['w']);
    expect(assessments.get('w')).toMatchObject({ legacy: 'active' });
    const { isWhole, events } = await database.history.verify();
    expect(isWhole).toBe(true);
    expect(events).toBeGreaterThan(2);
    expect(await knex('history').orderBy('id').pluck('position')).toEqual(
      Array.from({ length: events }, (_, i) => (i < 2 ? null : i + 1)),
    );
  });

  it.each(databases.eachSupportedId())(
    'has a whole history when it went back and forth on %s',
    async id => {
      const knex = await databases.init(id);
      await toFirstSchema(knex);
      await fill(knex);
      const database = await createDatabase(knex);
      const append = (summary: string) =>
        database.transaction(tx =>
          database.history.append(
            [
              {
                ...{ at: LATER, actor: 'a', type: 't', summary },
                ...{ workloadId: null, changes: [] },
              },
            ],
            tx,
          ),
        );
      await append('three');
      const head = await database.history.head(LATER);
      expect(head).toMatchObject({ sequence: 3, count: 3 });

      const applied: Array<{ name: string }> = (
        await knex.migrate.list(DIRECTORY)
      )[0];
      const [file] = applied
        .map(({ name }) => name)
        .filter(name => name.endsWith('_history_positions.js'));
      await knex.migrate.down({ ...DIRECTORY, name: file } as never);
      expect(await knex.schema.hasColumn('history', 'position')).toBe(false);
      // A replica of the version before appends once more.
      const row = {
        ...{ at: LATER, actor: 'a', type: 't', summary: 'four' },
        ...{ workload_id: null, changes: '[]' },
      };
      const hash = firstHash(head.hash, row);
      await knex('history').insert({ ...row, prev_hash: head.hash, hash });
      await knex('history_head').update({ hash });
      expect(await database.history.verify([head])).toMatchObject({
        ...{ isWhole: true, events: 4, headsMatched: 1 },
      });

      await knex.migrate.latest(DIRECTORY);
      await append('five');
      expect(await database.history.verify([head])).toMatchObject({
        ...{ isWhole: true, events: 5, headsMatched: 1 },
      });
      expect(await database.history.head(LATER)).toMatchObject({
        ...{ sequence: 5, count: 5 },
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'may have a replica of the version before for a while on %s',
    async id => {
      const knex = await databases.init(id);
      const database = await createDatabase(knex);
      const append = (...summaries: string[]) =>
        database.transaction(tx =>
          database.history.append(
            summaries.map(summary => ({
              ...{ at: LATER, actor: 'a', type: 't', summary },
              ...{ workloadId: null, changes: [] },
            })),
            tx,
          ),
        );
      await append('one', 'two');
      const { hash: previous } = await database.history.head(LATER);
      const row = {
        ...{ at: LATER, actor: 'a', type: 't', summary: 'three' },
        ...{ workload_id: null, changes: '[]' },
      };
      const hash = firstHash(previous, row);
      await knex('history').insert({ ...row, prev_hash: previous, hash });
      await knex('history_head').update({ hash });
      expect(await database.history.head(LATER)).toMatchObject({ sequence: 3 });
      await append('four', 'five');
      expect(await knex('history').orderBy('id').pluck('position')).toEqual([
        ...[1, 2, null, 4, 5],
      ]);
      expect(await database.history.verify()).toMatchObject({
        ...{ isWhole: true, events: 5 },
      });
    },
  );
});
