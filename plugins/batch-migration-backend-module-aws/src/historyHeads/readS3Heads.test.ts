import { ConfigReader } from '@backstage/config';
import { readS3Heads } from './readS3Heads';

const LIVE = { answers: { mode: 'live', credentials: {} as never } } as const;
const PLACE = {
  type: 's3',
  accountId: '111122223333',
  region: 'ap-northeast-1',
  bucket: 'audit-heads',
};

const read = (
  publish: object[],
  options: Parameters<typeof readS3Heads>[1] = LIVE,
) =>
  readS3Heads(
    new ConfigReader({ batchMigration: { history: { publish } } } as never),
    options,
  );

describe('readS3Heads', () => {
  it('reads what is of its type, and nothing else', () => {
    const { type, ...place } = PLACE;
    expect(readS3Heads(new ConfigReader({}), LIVE)).toEqual([]);
    expect(
      read([
        { type: 'log' },
        PLACE,
        { ...PLACE, prefix: 'x/', every: { minutes: 5 } },
      ]),
    ).toEqual([
      { ...place, prefix: '', everyMs: 3_600_000 },
      { ...place, prefix: 'x/', everyMs: 300_000 },
    ]);
  });

  it.each([
    [{ accountId: '1' }, 'publish[0].accountId: expected 12 digits'],
    [{ region: 'Tokyo' }, 'publish[0].region: expected a region'],
    [{ bucket: 'Audit' }, 'publish[0].bucket: expected the name of a bucket'],
    [{ every: { seconds: 1 } }, 'publish[0].every must be at least a minute'],
  ])('refuses %j', (change, message) => {
    expect(() => read([{ ...PLACE, ...change }])).toThrow(message);
  });

  it('writes nothing while AWS is replayed', () => {
    const answers = { mode: 'replay', recordings: '/nowhere' } as const;
    expect(() => read([PLACE], { answers })).toThrow(
      'in batchMigration.aws.mode replay',
    );
    expect(read([{ type: 'log' }], { answers })).toEqual([]);
  });
});
