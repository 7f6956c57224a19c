import { mockServices } from '@backstage/backend-test-utils';
import type { CommandInvocation } from '@aws-sdk/client-ssm';
import type { KnownFiles } from 'backstage-plugin-batch-migration-node';
import { describeUnknownServer } from 'backstage-plugin-batch-migration-common';
import { describeInventorySource } from 'backstage-plugin-batch-migration-node/testUtils';
import { readFileSync } from 'node:fs';
import {
  addInstance,
  failuresOf,
  idOf,
  NOW,
  OPTIONS,
  PLACE,
  readAll,
  serversOf,
} from '../inventory/testAwsEstate';
import { startFakeAws } from '../testFake';
import { AwsCrontabSource } from './AwsCrontabSource';
import { DOCUMENT_PATH } from './captureDocument';

const DOCUMENT = 'read-crontabs';
const LOG_GROUP = '/batch-migration/crontabs';
const HOUR = 60 * 60 * 1000;
const RUN_COMMAND = {
  document: DOCUMENT,
  logGroup: LOG_GROUP,
  everyMs: 24 * HOUR,
  hostsPerRound: 25,
};

const BATCH = 'crontab:default/bat000/var/spool/cron/crontabs/batch';

let aws: Awaited<ReturnType<typeof startFakeAws>>;
let region: ReturnType<typeof aws.region>;

beforeEach(async () => {
  aws = await startFakeAws();
  region = aws.region(PLACE.accountId, PLACE.region);
  region.documents.set(DOCUMENT, [readFileSync(DOCUMENT_PATH, 'utf8')]);
  region.logGroups.set(LOG_GROUP, []);
});
afterEach(() => aws.stop());

const sourceOf = (over: Partial<typeof RUN_COMMAND> = {}) =>
  new AwsCrontabSource(
    aws.clients,
    { ...OPTIONS, runCommand: { ...RUN_COMMAND, ...over } },
    mockServices.logger.mock(),
  );

const read = (source = sourceOf(), now = NOW) => readAll(source.read({ now }));

function addHost(number: number, name: string, over: object = {}) {
  addInstance(region, idOf(number), { Name: name });
  region.managedHosts.set(idOf(number), {
    PingStatus: 'Online',
    PlatformType: 'Linux',
    ...over,
  });
}

const outputOf = (jobs: string[]) => [
  'capture 1 bat000',
  'cron debian 3.0pl1-120ubuntu4 running',
  'zone Asia/Tokyo',
  'begin var/spool/cron/crontabs/batch',
  ...jobs.map(job => `=${job}`),
  'end var/spool/cron/crontabs/batch',
  'read var/spool/cron/crontabs',
  'complete',
];

/** What Systems Manager and CloudWatch Logs have of a command on a host. */
function ended(
  number: number,
  lines: string[] | null,
  { age = HOUR, ...over }: CommandInvocation & { age?: number } = {},
) {
  const CommandId = `0000000${number}-0000-4000-8000-00000000000${region.invocations.length}`;
  region.invocations.push({
    CommandId,
    InstanceId: idOf(number),
    DocumentName: DOCUMENT,
    DocumentVersion: '1',
    RequestedDateTime: new Date(NOW.getTime() - age),
    Status: 'Success',
    ...over,
  });
  const stream = `${CommandId}/${idOf(number)}/readCrontabs`;
  const events = region.logGroups.get(LOG_GROUP)!;
  (lines ?? []).forEach((line, index) =>
    events.push({
      eventId: `${CommandId}-${index}`,
      logStreamName: `${stream}/stdout`,
      timestamp: NOW.getTime() - age + index,
      message: `${index + 1}|${line}`,
    }),
  );
  events.push({
    eventId: `${CommandId}-stderr`,
    logStreamName: `${stream}/stderr`,
    timestamp: NOW.getTime(),
    message: 'warning: this is no line of the output',
  });
}

const sent = () => region.sentCommands.map(({ InstanceIds }) => InstanceIds);

describe('crontabs by Run Command', () => {
  it('are asked of hosts that can answer: the fixed document, without parameters', async () => {
    addHost(1, 'bat000');
    addHost(2, 'away', { PingStatus: 'ConnectionLost' });
    addHost(3, 'windows', { PlatformType: 'Windows' });
    addInstance(region, idOf(4), { Name: 'without-agent' });
    addInstance(
      region,
      idOf(5),
      { Name: 'off' },
      { State: { Name: 'stopped' } },
    );
    region.managedHosts.set(idOf(6), {
      PingStatus: 'Online',
      PlatformType: 'Linux',
    });
    expect(await read()).toEqual([]);
    expect(region.sentCommands).toEqual([
      {
        DocumentName: DOCUMENT,
        DocumentVersion: '1',
        InstanceIds: [idOf(1)],
        Comment: expect.any(String),
        TimeoutSeconds: 600,
        MaxConcurrency: '5',
        MaxErrors: '100%',
        CloudWatchOutputConfig: {
          CloudWatchLogGroupName: LOG_GROUP,
          CloudWatchOutputEnabled: true,
        },
      },
    ]);
  });

  it('are read from the log, every page of it, as a capture of the same files', async () => {
    addHost(1, 'bat000');
    // cron itself takes no file of more than 10,000 lines.
    const remarks = Array.from({ length: 5_500 }, (_, line) => `# ${line}`);
    const lines = outputOf([
      ...remarks,
      '15 4 * * * TOKEN=abcdefghijkl /srv/digest',
    ]);
    lines.splice(
      3,
      0,
      'begin etc/crontab',
      ...remarks.map(line => `=${line}`),
      'end etc/crontab',
    );
    ended(1, lines);
    const readings = await read();
    expect(failuresOf(readings)).toEqual([]);
    const [inventory] = serversOf(readings);
    expect(inventory).toMatchObject({
      server: { ref: 'resource:default/bat000' },
      capturedAt: '2026-02-12T00:24:00.000Z',
      items: [
        {
          kind: 'scheduled',
          state: 'active',
          user: 'batch',
          schedule: { dialect: 'debian-cron', timezone: 'Asia/Tokyo' },
          location: { ref: BATCH },
        },
      ],
      places: [
        { ref: BATCH, complete: true },
        { ref: 'crontab:default/bat000/etc/crontab', complete: false },
      ],
    });
    expect(JSON.stringify(readings)).not.toContain('abcdefghijkl');
    expect(
      aws.requests.filter(one => one === 'logs:FilterLogEvents'),
    ).toHaveLength(2);
    expect(sent()).toEqual([]);
  });

  it('are asked for again after a day, the longest ago first and a few at a time', async () => {
    for (let number = 1; number <= 8; number += 1)
      addHost(number, `h${number}`);
    ended(1, null, { age: 30 * HOUR, Status: 'Failed' });
    ended(2, null, { age: 50 * HOUR, Status: 'TimedOut' });
    ended(3, null, { age: HOUR, Status: 'InProgress' });
    ended(4, null, { age: HOUR, Status: 'Failed' });
    await read(sourceOf({ hostsPerRound: 5 }));
    expect(sent()).toEqual([[idOf(5), idOf(6), idOf(7), idOf(8), idOf(2)]]);
  });

  it('are told once by one portal', async () => {
    addHost(1, 'bat000');
    ended(1, outputOf(['15 4 * * * /srv/digest']));
    const source = sourceOf();
    const [first] = await read(source);
    expect(await read(source)).toHaveLength(1);
    if (first.status === 'read') await first.onStored?.();
    expect(await read(source)).toEqual([]);
  });

  it('name the member and all members of a group', async () => {
    const group = { 'aws:autoscaling:groupName': 'api' };
    for (const number of [1, 2]) {
      addInstance(region, idOf(number), group);
      region.managedHosts.set(idOf(number), { PingStatus: 'Online' });
    }
    ended(2, outputOf(['15 4 * * * /srv/digest']));
    const [inventory] = serversOf(await read());
    expect(inventory).toMatchObject({
      server: { ref: 'resource:default/api' },
      member: idOf(2),
      members: [idOf(1), idOf(2)],
    });
  });

  it('are read as the server is described, and tell files that are gone', async () => {
    addHost(1, 'bat000');
    ended(1, outputOf([]));
    const description = describeUnknownServer('bat000');
    description.server.title = 'The old one';
    const files: KnownFiles = {
      description,
      knownPaths: [
        'var/spool/cron/crontabs/gone',
        'srv/app/config/sidekiq-scheduler.yml',
      ],
    };
    const known = { list: async () => new Map(), filesOf: async () => files };
    const [inventory] = serversOf(
      await readAll(sourceOf().read({ now: NOW, known })),
    );
    expect(inventory.server.title).toBe('The old one');
    expect(
      inventory.places.map(({ ref, complete }) => [ref, complete]),
    ).toEqual([
      [BATCH, true],
      ['crontab:default/bat000/var/spool/cron/crontabs/gone', true],
      ['crontab:default/bat000/srv/app/config/sidekiq-scheduler.yml', false],
    ]);
  });

  it.each([
    ['failed', null, { Status: 'Failed' as const }, /ended as Failed/],
    ['printed nothing', null, {}, /logs:PutLogEvents/],
    ['was cut off', outputOf(['# x']).slice(0, -1), {}, /cut off/],
    ['printed something else', ['hello'], {}, /does not begin/],
  ])(
    'say of a host on which the command %s what to mend',
    async (_, lines, over, reason) => {
      addHost(1, 'bat000');
      ended(1, lines, over);
      expect(await read()).toEqual([
        {
          status: 'failed',
          serverRef: 'resource:default/bat000',
          reason: expect.stringMatching(reason),
        },
      ]);
    },
  );

  it.each([
    ['edited', (text: string) => text.replace('capture 1', 'capture 2')],
    ['no JSON', () => 'schemaVersion: "2.2"'],
  ])('are neither asked nor read where the document is %s', async (_, edit) => {
    addHost(1, 'bat000');
    addHost(2, 'bat001');
    ended(1, outputOf(['15 4 * * * /srv/digest']));
    const ours = readFileSync(DOCUMENT_PATH, 'utf8');
    region.documents.set(DOCUMENT, [ours, edit(ours)]);
    const readings = await read();
    expect(failuresOf(readings)).toEqual([
      expect.stringContaining('nothing is executed'),
    ]);
    expect(serversOf(readings)).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it('count only where the document of that version is ours', async () => {
    addHost(1, 'bat000');
    ended(1, outputOf(['15 4 * * * /srv/digest']), { DocumentVersion: '7' });
    expect(serversOf(await read())).toEqual([]);
  });

  it.each([
    ['ssm:GetDocument', 0],
    ['ssm:ListCommandInvocations', 0],
    ['logs:FilterLogEvents', 0],
    ['ssm:SendCommand', 1],
    ['ssm:DescribeInstanceInformation', 1],
  ])('say that %s is not allowed, and tell the rest', async (action, told) => {
    addHost(1, 'bat000');
    addHost(2, 'bat001');
    ended(1, outputOf(['15 4 * * * /srv/digest']));
    aws.refuse(action, 'AccessDeniedException');
    const readings = await read();
    expect(failuresOf(readings)).toEqual([expect.stringContaining(action)]);
    expect(serversOf(readings)).toHaveLength(told);
  });
});

describe('a day of the crontab source', () => {
  describeInventorySource('crontabs by Run Command', {
    create: () => {
      addHost(1, 'bat000');
      addHost(2, 'bat001');
      ended(1, outputOf(['15 4 * * * /srv/digest']));
      ended(2, ['hello']);
      return sourceOf();
    },
    now: NOW,
    readable: ['resource:default/bat000'],
    failing: ['resource:default/bat001'],
  });
});
