import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { CloudWatchCronLogs } from './CloudWatchCronLogs';

const region = 'ap-northeast-1';

describeWithMoto('live logs of cron', () => {
  let endpoint: string;
  let stop: () => void = () => undefined;
  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);
  afterAll(() => stop());

  it('are read like recorded ones', async () => {
    const place = {
      serverRef: 'resource:default/bat000',
      host: 'bat000',
      accountId: MOTO_ACCOUNT,
      region,
      logGroup: '/hosts/cron',
      logStreamPrefix: 'i-0123/',
    };
    const client = new CloudWatchLogsClient({
      endpoint,
      region,
      credentials: motoCredentials,
    });
    const logGroupName = place.logGroup;
    // Moto does not know prefixes of streams, so that all are the host's.
    // Moto, as AWS, takes no event that is older than 14 days.
    const at = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
    await client.send(new CreateLogGroupCommand({ logGroupName }));
    for (const [logStreamName, times] of [
      ['i-0123/cron', [at, at + 1, at + 5_000]],
      ['i-0123/auth', [at + 2]],
    ] as const) {
      const stream = { logGroupName, logStreamName };
      await client.send(new CreateLogStreamCommand(stream));
      const logEvents = times.map(timestamp => ({
        timestamp,
        message: `${logStreamName} ${timestamp - at}`,
      }));
      await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
    }
    const source = new CloudWatchCronLogs(liveAt(endpoint), [place]);
    const until = new Date(at + 5_000);
    expect(await source.read(place, { from: new Date(at), until })).toEqual([
      'i-0123/cron 0',
      'i-0123/cron 1',
      'i-0123/auth 2',
    ]);
    await expect(
      source.read(
        { ...place, logGroup: '/none' },
        { from: new Date(at), until },
      ),
    ).rejects.toThrow('logs:FilterLogEvents failed');
  });
});
