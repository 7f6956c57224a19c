import { mockServices } from '@backstage/backend-test-utils';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { announceChanges } from './announceChanges';

jest.setTimeout(240_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('announceChanges on %s', id => {
  async function setUp() {
    const database = await createDatabase(await databases.init(id));
    const publish = jest.fn().mockResolvedValue(undefined);
    const { look } = announceChanges({
      database,
      signals: { publish },
      lifecycle: mockServices.lifecycle.mock(),
      logger: mockServices.logger.mock(),
    });
    await look();
    const remember = (summary: string) =>
      database.transaction(tx =>
        database.history.append(
          [
            {
              ...{ at: '2026-02-12T01:24:00.000Z', type: 'plan-changed' },
              ...{ actor: 'user:default/mori', summary },
              ...{ workloadId: null, changes: [] },
            },
          ],
          tx,
        ),
      );
    return { database, publish, look, remember };
  }

  it('says nothing at the start, nor where nothing changed', async () => {
    const { publish, look } = await setUp();
    await look();
    expect(publish).not.toHaveBeenCalled();
  });

  it('says once that something changed, to all, and not what', async () => {
    const { publish, look, remember } = await setUp();
    await remember('payroll is planned');
    await look();
    await look();
    expect(publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'batch-migration',
          message: { revision: expect.stringMatching(/^[0-9a-f]{16}$/) },
        },
      ],
    ]);
  });

  it.each([
    [
      'something that is counted',
      async ({ database }: Awaited<ReturnType<typeof setUp>>) =>
        database.transaction(tx => database.remembered.outdate(tx)),
    ],
    [
      'that everything was looked at',
      async ({ database }: Awaited<ReturnType<typeof setUp>>) =>
        database.inventory.answered(
          'files',
          [null],
          '2026-02-12T01:24:00.000Z',
        ),
    ],
    [
      'that a source fell silent',
      async ({ database }: Awaited<ReturnType<typeof setUp>>) =>
        database.inventory.failed(
          'files',
          null,
          'no route to host',
          '2026-02-12T01:24:00.000Z',
        ),
    ],
  ] as const)('tells %s', async (_what, change) => {
    const world = await setUp();
    await change(world);
    await world.look();
    expect(world.publish).toHaveBeenCalledTimes(1);
  });

  it('goes on where the signals fail', async () => {
    const { publish, look, remember } = await setUp();
    publish.mockRejectedValueOnce(new Error('no broker'));
    await remember('one');
    await look();
    await remember('two');
    await look();
    expect(publish).toHaveBeenCalledTimes(2);
  });
});
