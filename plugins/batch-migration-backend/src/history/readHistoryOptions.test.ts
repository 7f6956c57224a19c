import { ConfigReader } from '@backstage/config';
import { readHeadPlaces } from './readHistoryOptions';

const read = (...publish: object[]) =>
  readHeadPlaces(
    new ConfigReader({ batchMigration: { history: { publish } } } as never),
  );

const HOUR_MS = 60 * 60_000;

describe('readHeadPlaces', () => {
  it('takes the log where nothing is configured', () => {
    expect(readHeadPlaces(new ConfigReader({}))).toEqual([
      { type: 'log', everyMs: HOUR_MS },
    ]);
    expect(read()).toEqual([]);
  });

  it('reads every kind of place', () => {
    expect(
      read(
        { type: 'log', every: { minutes: 5 } },
        { type: 'notification', recipients: ['group:default/audit'] },
        { type: 'file', path: '/var/lib/heads.jsonl', every: '30m' },
        { type: 's3', bucket: 'b' },
      ),
    ).toEqual([
      { type: 'log', everyMs: 5 * 60_000 },
      {
        ...{ type: 'notification', everyMs: 24 * HOUR_MS },
        recipients: ['group:default/audit'],
      },
      { type: 'file', everyMs: HOUR_MS / 2, path: '/var/lib/heads.jsonl' },
      { type: 's3', key: 'batchMigration.history.publish[3]' },
    ]);
  });

  it.each([
    [{ type: 'mail' }, 'publish[0].type must be one of log, notification'],
    [
      { type: 'log', every: { seconds: 5 } },
      'publish[0].every must be at least',
    ],
    [{ type: 'log', every: 'soon' }, 'publish[0].every must be a duration'],
    [{ type: 'file' }, 'path'],
    [{ type: 'notification' }, 'recipients'],
    [{ type: 'notification', recipients: [] }, 'must name somebody'],
    [{ type: 'notification', recipients: ['audit'] }, 'got: audit'],
  ])('refuses %j', (place, message) => {
    expect(() => read(place)).toThrow(message);
  });
});
