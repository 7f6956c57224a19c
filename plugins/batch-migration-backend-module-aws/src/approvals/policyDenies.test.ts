import {
  deniesOverrides,
  deniesPastExec,
  statementsOf,
  type Statement,
} from './policyDenies';

const PROJECT = 'arn:aws:codebuild:ap-northeast-1:111122223333:project/news';
const TASKS = 'arn:aws:ecs:ap-northeast-1:111122223333:task/news/*';

const deny = (over: Statement): Statement => ({ Effect: 'Deny', ...over });
const start = (over: Statement = {}) =>
  deny({ Action: 'codebuild:StartBuild', Resource: PROJECT, ...over });
const where = (key: string) =>
  start({ Condition: { Null: { [`codebuild:${key}`]: 'false' } } });
const ALL = ['environment', 'environment.image', 'source', 'source.buildspec'];

it.each<[string, Statement[], boolean]>([
  ['no start at all', [start()], true],
  ['actions by a pattern', [start({ Action: ['codebuild:Start*'] })], true],
  ['everything', [start({ Action: '*', Resource: '*' })], true],
  ['each override', ALL.map(where), true],
  ['all but the buildspec', ALL.slice(0, 3).map(where), false],
  ['another project', [start({ Resource: `${PROJECT}-2` })], false],
  ['another action', [start({ Action: 'codebuild:RetryBuild' })], false],
  ['nothing, but allows it', [start({ Effect: 'Allow' })], false],
  [
    'a start from elsewhere only',
    [
      start({
        Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      }),
    ],
    false,
  ],
  [
    'each override, from elsewhere only',
    ALL.map(key =>
      start({
        Condition: {
          ...Object(where(key).Condition),
          Bool: { 'aws:MultiFactorAuthPresent': 'false' },
        },
      }),
    ),
    false,
  ],
  [
    'a start that names none of them',
    ALL.map(key =>
      start({ Condition: { Null: { [`codebuild:${key}`]: 'true' } } }),
    ),
    false,
  ],
  ['all but something', [deny({ Resource: PROJECT })], false],
  ['nothing', [], false],
])('of a policy that denies %s', (_, statements, isDenied) => {
  expect(deniesOverrides(statements, PROJECT)).toBe(isDenied);
});

it.each<[string, Statement, boolean]>([
  ['tasks everywhere', { Resource: 'arn:aws:ecs:*:*:task/*' }, true],
  ['tasks of the cluster', { Resource: [TASKS] }, true],
  ['tasks of another cluster', { Resource: TASKS.replace('news', 'x') }, false],
  ['one task', { Resource: TASKS.replace('*', '0a1b') }, false],
  ['tasks of one letter', { Resource: TASKS.replace('*', '?') }, false],
  ['servers', { Resource: 'arn:aws:ec2:*:*:instance/*' }, false],
])('of a policy that denies sessions on %s', (_, over, isDenied) => {
  const statement = deny({ Action: 'ssm:StartSession', ...over });
  expect(deniesPastExec([statement], TASKS)).toBe(isDenied);
});

it('reads a document as IAM answers it, of one statement or more', () => {
  const encode = (document: object) =>
    encodeURIComponent(JSON.stringify(document));
  expect(statementsOf(encode({ Statement: start() }))).toEqual([start()]);
  expect(statementsOf(encode({ Statement: [start()] }))).toEqual([start()]);
  expect(() => statementsOf(encode({}))).toThrow('is no object');
});
