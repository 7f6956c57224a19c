import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createDatabase } from '../testEstate';
import { scheduleSnapshots } from './scheduleSnapshots';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('counts once an hour on one replica, by the clock of the plugin', async () => {
  const database = await createDatabase(await databases.init('SQLITE_3'));
  await database.inventory.answered(
    'memory',
    [null],
    '2026-02-11T00:00:00.000Z',
  );
  const scheduler = mockServices.scheduler.mock();
  // The replay clock: far from that of the machine.
  const clock = { now: () => new Date('2026-02-12T01:24:00.000Z') };
  await scheduleSnapshots({
    ...{ scheduler, database, clock, timezone: 'Asia/Tokyo' },
  });
  const [task] = scheduler.scheduleTask.mock.calls[0];
  expect(task).toMatchObject({ frequency: { hours: 1 } });
  expect(task.scope ?? 'global').toBe('global');
  await task.fn(new AbortController().signal);
  expect(
    await database.progress.days(
      { type: 'all', key: null },
      '2026-01-01',
      '2026-12-31',
    ),
  ).toMatchObject([{ date: '2026-02-12', scope: 0 }]);
});
