import {
  locationId,
  type Assessment,
  type Observation,
} from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import { assessment, createDatabase, TARGET } from '../testEstate';
import type { Sighting } from '../stores';
import { evidenceOf } from './evidence';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00.000Z');
const LINE = { ref: 'crontab:default/bat000/etc/cron.d/news', key: 'digest' };
const INSTANCE = { ref: 'ec2:111122223333/ap-northeast-1', key: 'i-1' };
const databases = testDatabases();

const look = (
  over: Partial<Sighting> & Pick<Sighting, 'location' | 'observedAt'>,
): Sighting => ({
  state: 'active',
  detail: {},
  source: 'captured',
  freshUntil: '2026-02-19T00:00:00.000Z',
  ...over,
});

const workload = {
  id: 'digest',
  name: 'digest',
  kind: 'scheduled' as const,
  serverRefs: ['resource:default/bat000'],
  roleRef: 'resource:default/bat000-jobs',
  ownerRef: null,
  schedule: null,
  command: '/srv/digest',
  description: null,
  maskedSecrets: [],
  locations: [
    { ...LINE, side: 'legacy' as const, position: 0 },
    { ...TARGET, side: 'target' as const, position: 0 },
  ],
  intents: [],
  hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
  soakPassedAt: null,
  firstSeenAt: '2026-02-01T00:00:00.000Z',
};

const resting = (
  observationIds: number[],
  runIds: number[] = [],
): Assessment => ({
  ...assessment({}),
  because: {
    placement: { observationIds, runIds: [] },
    stage: { observationIds: [], runIds },
    stale: { observationIds: [], runIds: [] },
    soak: { observationIds: [], runIds: [] },
  },
});

describe.each(databases.eachSupportedId())('on %s', id => {
  it('says of each observation what it was and whether it still counts', async () => {
    const database = await createDatabase(await databases.init(id));
    await database.observations.record([
      look({ location: LINE, observedAt: '2026-02-10T00:00:00.000Z' }),
      look({
        location: LINE,
        observedAt: '2026-02-11T00:00:00.000Z',
        state: 'idle',
        detail: { line: 12 },
      }),
      look({
        location: TARGET,
        source: 'aws',
        observedAt: '2026-02-11T00:00:00.000Z',
        freshUntil: '2026-02-11T00:30:00.000Z',
      }),
      look({
        location: INSTANCE,
        source: 'aws',
        observedAt: '2026-02-11T00:00:00.000Z',
        state: 'absent',
        freshUntil: null,
      }),
    ]);
    const all = await database.observations.history([LINE, TARGET, INSTANCE]);
    const { observations } = await evidenceOf(
      database,
      workload,
      resting(all.map(one => one.id)),
      NOW,
    );
    const seen = observations.map(({ side, state, standing }) => [
      side,
      state,
      standing,
    ]);
    expect(seen).toHaveLength(4);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['legacy', 'active', 'superseded'],
        ['legacy', 'idle', 'counts'],
        ['target', 'active', 'lapsed'],
        ['host', 'absent', 'counts'],
      ]),
    );
    expect(observations.find(({ state }) => state === 'idle')).toMatchObject({
      ...LINE,
      source: 'captured',
      observedAt: '2026-02-11T00:00:00.000Z',
      lastSeenAt: '2026-02-11T00:00:00.000Z',
      detail: { line: 12 },
    });
  });

  it('counts a look that saw nothing until its source sees again', async () => {
    const database = await createDatabase(await databases.init(id));
    await database.observations.record([
      look({ location: LINE, observedAt: '2026-02-10T00:00:00.000Z' }),
      look({
        location: LINE,
        observedAt: '2026-02-11T00:00:00.000Z',
        state: 'unknown',
        detail: { reason: 'denied' },
      }),
    ]);
    const all = await database.observations.history([LINE]);
    const standings = async (observations: Observation[]) =>
      (
        await evidenceOf(
          database,
          workload,
          resting(observations.map(one => one.id)),
          NOW,
        )
      ).observations.map(({ state, standing }) => [state, standing]);
    expect(await standings(all)).toEqual([
      ['active', 'superseded'],
      ['unknown', 'counts'],
    ]);
  });

  it('leaves out what was cleaned up, and what is of another workload', async () => {
    const database = await createDatabase(await databases.init(id));
    const other = { ref: LINE.ref, key: 'other' };
    await database.observations.record([
      look({ location: LINE, observedAt: '2026-02-11T00:00:00.000Z' }),
      look({ location: other, observedAt: '2026-02-11T00:00:00.000Z' }),
    ]);
    await database.runs.record([
      {
        location: TARGET,
        scheduledFor: '2026-02-11T19:15:00.000Z',
        startedAt: '2026-02-11T19:15:02.000Z',
        endedAt: null,
        outcome: 'running',
        source: 'aws',
        externalId: 'e1',
      },
    ]);
    const [mine] = await database.observations.history([LINE]);
    const [theirs] = await database.observations.history([other]);
    const [run] = await database.runs.list([TARGET]);
    const found = await evidenceOf(
      database,
      workload,
      resting([mine.id, theirs.id, 9999], [run.id, 8888]),
      NOW,
    );
    expect(found.observations.map(locationId)).toEqual([locationId(LINE)]);
    expect(found.runs).toEqual([
      expect.objectContaining({ id: run.id, side: 'target', url: null }),
    ]);
  });
});
