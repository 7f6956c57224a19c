import { ConfigReader } from '@backstage/config';
import { PLACE, testRecordings } from '../testRecordings';
import { CloudWatchCronLogs } from './CloudWatchCronLogs';
import { type CronLogPlace, readCronLogsConfig } from './readCronLogsConfig';

const [accountId, region] = PLACE.split('/');
const LOG: CronLogPlace = {
  serverRef: 'resource:default/bat000',
  host: 'bat000',
  accountId,
  region,
  logGroup: '/hosts/cron',
  logStreamPrefix: 'i-0123/',
};
const FROM = Date.parse('2026-02-11T19:00:00Z');
const UNTIL = Date.parse('2026-02-11T20:00:00Z');
const bounds = { from: new Date(FROM), until: new Date(UNTIL) };

const event = (
  timestamp: number,
  message: string,
  logStreamName = 'i-0123/cron',
) => ({
  timestamp,
  message,
  logStreamName,
  ingestionTime: timestamp,
  eventId: `${timestamp} ${message}`,
});

describe('recorded logs of cron', () => {
  const recordings = testRecordings();
  afterAll(recordings.remove);
  const source = new CloudWatchCronLogs(recordings.clients, [LOG]);

  it('are the lines of the host in their order, each once', async () => {
    const many = Array.from({ length: 25_000 }, (_, index) =>
      event(FROM + index, `line ${index}`),
    );
    await recordings.record('logs/filter-log-events/hosts/cron', {
      events: [
        event(FROM - 1, 'before'),
        ...many.slice(100),
        ...many.slice(0, 200),
        event(UNTIL - 1, 'last'),
        event(UNTIL, 'after'),
        event(FROM, 'of another host', 'i-9999/cron'),
      ],
    });
    expect(await source.read(LOG, bounds)).toEqual([
      ...many.map(({ message }) => message),
      'last',
    ]);
  });

  it.each<[string, Partial<CronLogPlace>, RegExp]>([
    [
      'a group that is not there',
      { logGroup: '/hosts/none' },
      /logs:FilterLogEvents failed for .*\/hosts\/none: The specified log group/,
    ],
    [
      'a region that is not recorded',
      { region: 'eu-west-1' },
      /logs:FilterLogEvents/,
    ],
    [
      'a name that leads out of the recordings',
      { logGroup: '/hosts/../../..' },
      /cannot be the name of a recording/,
    ],
  ])('%s is an error and no silence', async (_, over, message) => {
    await expect(source.read({ ...LOG, ...over }, bounds)).rejects.toThrow(
      message,
    );
  });
});

describe('batchMigration.aws.cronLogs', () => {
  const read = (...cronLogs: object[]) =>
    readCronLogsConfig(
      new ConfigReader({ batchMigration: { aws: { cronLogs } } }),
    );
  const entry = { server: 'bat000', accountId, region, logGroup: '/cron' };

  it('may be left out', () => {
    expect(readCronLogsConfig(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    ['bat000', 'resource:default/bat000', 'bat000'],
    ['News/BAT000', 'resource:news/bat000', 'BAT000'],
    ['resource:news/bat000', 'resource:news/bat000', 'bat000'],
  ])('%s is the server %s', (server, serverRef, host) => {
    expect(read({ ...entry, server })).toEqual([
      { serverRef, host, accountId, region, logGroup: '/cron' },
    ]);
  });

  it.each<[object, string]>([
    [{ accountId: '1' }, 'cronLogs[0].accountId: expected 12 digits in quotes'],
    [{ region: 'Tokyo' }, 'cronLogs[0].region: expected a region, got: Tokyo'],
    [{ logGroup: 'a b' }, 'cronLogs[0].logGroup: expected the name of a log'],
    [{ logStreamPrefix: 'a:*' }, 'cronLogs[0].logStreamPrefix'],
    [{ timezone: 'Tokyo' }, 'cronLogs[0].timezone: expected an IANA zone'],
    [{ server: 'a b' }, 'cronLogs[0].server: expected the ref or the name'],
  ])('refuses %j', (over, message) => {
    expect(() => read({ ...entry, ...over })).toThrow(message);
  });

  it('refuses one host twice, and takes the hosts of a group', () => {
    expect(() => read(entry, { ...entry, logGroup: '/other' })).toThrow(
      'bat000 of resource:default/bat000 is listed twice',
    );
    expect(
      read({ ...entry, host: 'i-1' }, { ...entry, host: 'i-2' }),
    ).toHaveLength(2);
  });
});
