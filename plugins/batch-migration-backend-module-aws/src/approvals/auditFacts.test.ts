import { mockServices } from '@backstage/backend-test-utils';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { CodeBuildProjectProbe } from '../probes/codeBuildProject';
import { EcsExecServiceProbe } from '../probes/ecsExecService';
import { startFakeAws } from '../testFake';
import type { ApprovalsTable } from './readApprovalsConfig';
import { reportOf, TABLE } from './testTables';

const AT = '111122223333/ap-northeast-1';
const now = new Date('2026-02-12T01:24:00Z');
const logger = mockServices.logger.mock();
const table: ApprovalsTable = {
  ...TABLE,
  targets: [
    { ref: `ecs-exec:${AT}/news`, key: null },
    { ref: `codebuild:${AT}`, key: 'news' },
  ],
};
const ago = (hours: number) =>
  new Date(now.getTime() - hours * 3_600_000).toISOString();

let aws: Awaited<ReturnType<typeof startFakeAws>>;
let items: Array<Record<string, AttributeValue>>;
const tokyo = () => aws.region(TABLE.accountId, TABLE.region);

beforeEach(async () => {
  aws = await startFakeAws();
  items = [];
  table.alertAfterHours = null;
  tokyo().tables.set(TABLE.table, items);
});
afterEach(() => aws.stop());

/** As both golden paths make it, cut to what is read. */
const deny = (Action: string, Resource: string) => ({
  ...{ Effect: 'Deny', Action, Resource },
});
function policy(document: object, AttachmentCount = 1): void {
  tokyo().policies.set('news-operators', {
    policy: {
      Arn: 'arn:aws:iam::111122223333:policy/news-operators',
      DefaultVersionId: 'v2',
      AttachmentCount,
    },
    document,
  });
}

describe('a project of patches', () => {
  const look = async (key = 'news') => {
    const probe = new CodeBuildProjectProbe(aws.clients, logger, [table]);
    const ref = `codebuild:${AT}`;
    const [{ detail }] = await probe.observe([{ ref, key }], { now });
    return detail.audit;
  };

  beforeEach(() => {
    const project =
      'arn:aws:codebuild:ap-northeast-1:111122223333:project/news';
    policy({ Statement: [deny('codebuild:StartBuild', project)] });
    for (const name of ['news', 'other']) {
      tokyo().projects.set(name, { project: {}, builds: [] });
    }
  });

  it('tells the numbers of its newest reconciliation', async () => {
    const body = JSON.stringify({
      ...{ version: 1, at: ago(1), from: ago(25), until: ago(1) },
      scope: { builds: true, databaseSessions: null },
      ...{ changes: 43, approved: 42, unknown: [] },
      unapproved: [
        { what: 'build', id: 'news:1', at: ago(3), by: 'root', reason: 'x' },
      ],
      leftOut: { unapproved: 2, unknown: 0 },
    });
    items.push(reportOf(ago(25), 'older'), reportOf(ago(1), body));
    expect(await look()).toEqual({
      reconciliation: {
        ...{ at: ago(1), from: ago(25), until: ago(1), buildsOnly: true },
        ...{ changes: 43, approved: 42, unapproved: 3, unknown: 0 },
      },
      ...{ policy: 'denies', unread: [] },
    });
  });

  it('tells that there is none, and that it cannot be read', async () => {
    expect(await look()).toEqual({
      ...{ reconciliation: null, policy: 'denies', unread: [] },
    });
    items.push(reportOf(ago(1), '{'));
    expect(await look()).toEqual({
      ...{ policy: 'denies', unread: ['body is no JSON'] },
    });
    aws.refuse('dynamodb:Query', 'AccessDeniedException');
    expect(await look()).toEqual({
      policy: 'denies',
      unread: [expect.stringContaining('AWS refused dynamodb:Query')],
    });
  });

  it.each<[string, () => void, string | null]>([
    ['lets', () => policy({ Statement: [] }), 'lets'],
    [
      'denies to nobody',
      () => policy({ Statement: [deny('codebuild:*', '*')] }, 0),
      'unattached',
    ],
    ['is gone', () => tokyo().policies.clear(), 'gone'],
  ])('says that its policy %s', async (_, change, told) => {
    change();
    expect(await look()).toMatchObject({ policy: told, unread: [] });
  });

  it.each(['iam:GetPolicy', 'iam:GetPolicyVersion'])(
    'does not know its policy where %s is refused',
    async action => {
      aws.refuse(action, 'AccessDenied', 'not authorized');
      const unread = [
        expect.stringContaining(
          `AWS refused ${action} for ${AT}/news-operators`,
        ),
      ];
      expect(await look()).toMatchObject({ policy: null, unread });
    },
  );

  it('is no matter of a project that no table decides on, or that is gone', async () => {
    expect(await look('other')).toBeUndefined();
    expect(await look('gone')).toBeUndefined();
    expect(aws.requests.filter(each => each.startsWith('dynamodb'))).toEqual(
      [],
    );
  });
});

describe('a bastion', () => {
  const look = async () => {
    const probe = new EcsExecServiceProbe(aws.clients, logger, [table]);
    const ref = `ecs-exec:${AT}/news`;
    const seen = await probe.observe(
      ['console-1', 'console-2'].map(key => ({ ref, key })),
      { now },
    );
    expect(seen[1].detail.audit).toEqual(seen[0].detail.audit);
    return seen[0].detail.audit;
  };
  const service = { status: 'ACTIVE', enableExecuteCommand: true };
  const trail = (over: object = {}) => ({
    trail: {
      Name: 'all',
      TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/all',
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      ...over,
    },
    isLogging: true,
  });
  const requestOf = (id: string, over: object) => {
    const record = {
      ...{ id, status: 'approved', subjectHash: 'x', subjectNumber: 1 },
      subject: {
        ...{
          kind: 'session',
          sessionId: id,
          reason: 'why',
          timeLimitMinutes: 5,
        },
      },
      involved: {},
      ...{ requestedAt: ago(30), expiresAt: null, answer: null, alerts: 0 },
      followUp: { afterHours: 24, checkEveryHours: 1 },
      ...over,
    };
    const open: Record<string, AttributeValue> =
      record.status === 'requested' ? { open: { S: 'yes' } } : {};
    items.push({
      ...{ pk: { S: `request#${id}` }, sk: { S: 'request' } },
      ...{ kind: { S: 'session' }, requestedAt: { S: record.requestedAt } },
      ...{ version: { N: '1' }, head: { S: 'h' }, ...open },
      body: { S: JSON.stringify(record) },
    });
  };
  const answer = {
    ...{ by: 'U1', name: 'Sato', title: 'CTO', at: ago(29), how: 'button' },
  };

  beforeEach(() => {
    const all = new Map(
      ['console-1', 'console-2'].map(serviceName => [
        serviceName,
        { serviceName, ...service },
      ]),
    );
    tokyo().clusters.set('news', {
      cluster: { clusterName: 'news' },
      services: all,
    });
    policy({ Statement: [deny('ssm:StartSession', 'arn:aws:ecs:*:*:task/*')] });
    tokyo().trails.set('all', trail());
    tokyo().logGroups.set('/news/console', []);
    tokyo().subscriptionFilters.set('/news/console', [
      { filterName: 'news-commands' },
    ]);
    tokyo()
      .eventBuses.get('default')!
      .set('news-login', { rule: { State: 'ENABLED' }, targets: [] });
  });

  const WATCHED = {
    ...{ trail: true, loginRule: true, commandFilter: true },
    ...{ followUp: 'none', policy: 'denies', unread: [] },
  };

  it('is watched where all of it is on', async () => {
    expect(await look()).toEqual(WATCHED);
  });

  it.each<[string, () => unknown, object]>([
    [
      'the trail logs no more',
      () => (tokyo().trails.get('all')!.isLogging = false),
      { trail: false },
    ],
    [
      'the trail is of another region',
      () => tokyo().trails.set('all', trail({ IsMultiRegionTrail: false })),
      { trail: false },
    ],
    [
      'its policy denies something else',
      () => policy({ Statement: [deny('ssm:StartSession', '*-2')] }),
      { policy: 'lets' },
    ],
    ['there is no trail', () => tokyo().trails.clear(), { trail: false }],
    [
      'the rule is off',
      () =>
        (tokyo().eventBuses.get('default')!.get('news-login')!.rule.State =
          'DISABLED'),
      { loginRule: false },
    ],
    [
      'the rule is gone',
      () => tokyo().eventBuses.get('default')!.clear(),
      { loginRule: false },
    ],
    [
      'the filter is gone',
      () => tokyo().subscriptionFilters.clear(),
      { commandFilter: false },
    ],
    [
      'the filter is another one',
      () =>
        tokyo().subscriptionFilters.set('/news/console', [{ filterName: 'x' }]),
      { commandFilter: false },
    ],
    [
      'the log is gone',
      () => tokyo().logGroups.clear(),
      { commandFilter: false },
    ],
    [
      'somebody answered',
      () => requestOf('a', { answer }),
      { followUp: 'answered' },
    ],
    [
      'silence was told',
      () => requestOf('a', { status: 'requested', alerts: 1 }),
      { followUp: 'alerted' },
    ],
    [
      'silence was not told',
      () => {
        requestOf('a', { answer });
        requestOf('b', { status: 'requested', requestedAt: ago(28) });
      },
      { followUp: 'missed' },
    ],
    [
      'silence of long ago was not told, and ended lately',
      () =>
        requestOf('a', {
          ...{ status: 'closed', requestedAt: ago(2400) },
          answer: { ...answer, at: ago(20), reason: 'late' },
        }),
      { followUp: 'missed' },
    ],
    [
      'one of many more than a page was not told',
      () => {
        for (let n = 0; n < 250; n += 1) {
          requestOf(`a-${n}`, { requestedAt: ago(29), answer });
        }
        requestOf('b', { answer, requestedAt: ago(1000) });
      },
      { followUp: 'missed' },
    ],
    [
      'their hours are others, and silence is not due to be told',
      () =>
        requestOf('a', {
          ...{ status: 'requested', requestedAt: ago(50) },
          followUp: { afterHours: 48, checkEveryHours: 1 },
        }),
      { followUp: 'none' },
    ],
    [
      'silence is not due to be told',
      () => requestOf('a', { status: 'requested', requestedAt: ago(26) }),
      { followUp: 'none' },
    ],
  ])('where %s', async (_, change, told) => {
    change();
    expect(await look()).toEqual({ ...WATCHED, ...told });
  });

  describe('whose requests do not say when silence is told', () => {
    const late = () =>
      requestOf('late', { answer, followUp: undefined, requestedAt: ago(60) });

    it('is not known to be answered', async () => {
      requestOf('good', { answer });
      late();
      expect(await look()).toEqual({
        ...{ ...WATCHED, followUp: null },
        unread: [expect.stringMatching(/^late does not say .*alertAfterHours/)],
      });
    });

    it('is where they were answered before it could be due', async () => {
      requestOf('a', {
        ...{ answer: { ...answer, at: ago(29.5) }, followUp: undefined },
      });
      expect(await look()).toEqual({ ...WATCHED, followUp: 'answered' });
    });

    it.each([
      [24, 'missed'],
      [48, 'answered'],
    ])('is judged by the configured %d hours: %s', async (hours, followUp) => {
      table.alertAfterHours = hours;
      late();
      expect(await look()).toEqual({ ...WATCHED, followUp });
    });
  });

  it('is not known to be answered where one cannot be read, and missed all the same', async () => {
    requestOf('good', { answer });
    requestOf('bad', { status: 'delegated', answer });
    expect(await look()).toEqual({
      ...{ ...WATCHED, followUp: null },
      unread: ['bad could not be read: status is not known to this version'],
    });
    requestOf('missed', { status: 'requested', requestedAt: ago(28) });
    expect(await look()).toEqual({ ...WATCHED, followUp: 'missed' });
  });

  it.each([
    ['cloudtrail:DescribeTrails', 'trail'],
    ['cloudtrail:GetTrailStatus', 'trail'],
    ['events:DescribeRule', 'loginRule'],
    ['logs:DescribeSubscriptionFilters', 'commandFilter'],
    ['dynamodb:Query', 'followUp'],
    ['iam:GetPolicy', 'policy'],
  ])('is not known in part where %s is refused', async (action, part) => {
    aws.refuse(action, 'AccessDeniedException', 'not authorized');
    expect(await look()).toEqual({
      ...WATCHED,
      [part]: null,
      unread: [expect.stringContaining(`AWS refused ${action} for ${AT}`)],
    });
  });
});
