import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from '../clients';
import { EventBridgeRuleProbe, ruleState } from './eventBridgeRule';

const root = mkdtempSync(join(tmpdir(), 'batch-migration-aws-'));
const now = new Date('2026-02-12T01:24:00Z');
const logger = mockServices.logger.mock();
const clients = new AwsClients({
  answers: { mode: 'replay', recordings: root },
});
const probe = new EventBridgeRuleProbe(clients, logger);
const BUS = 'rule:111122223333/ap-northeast-1/default';
const MACHINE =
  'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest';
const LAMBDA = 'arn:aws:lambda:ap-northeast-1:111122223333:function:ping';

const record = async (file: string, answer: object) => {
  const path = join(root, '111122223333/ap-northeast-1', file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(answer));
};

async function recordRule(name: string, State: string, targets: string[]) {
  await record(`events/describe-rule/default/${name}.json`, {
    Name: name,
    EventBusName: 'default',
    ScheduleExpression: 'cron(15 19 * * ? *)',
    State,
  });
  await record(`events/list-targets-by-rule/default/${name}.json`, {
    Targets: targets.map((Arn, i) => ({ Id: `t${i}`, Arn })),
  });
}

beforeAll(async () => {
  await recordRule('digest', 'ENABLED', [LAMBDA, MACHINE]);
  await recordRule('off', 'DISABLED', [MACHINE]);
  await recordRule('nothing', 'ENABLED', []);
  const execution = {
    executionArn: `${MACHINE.replace('stateMachine', 'execution')}:one`,
    stateMachineArn: MACHINE,
    name: 'one',
    status: 'SUCCEEDED',
    startDate: '2026-02-11T19:15:20Z',
    stopDate: '2026-02-11T19:20:00Z',
  };
  await record('stepfunctions/list-executions/digest.json', {
    executions: [execution],
  });
  await record('stepfunctions/describe-execution/digest/one.json', {
    ...execution,
    input: '{"scheduledTime":"2026-02-11T19:15:00Z"}',
    output: '{}',
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

describeProbe('EventBridgeRuleProbe, replayed,', {
  create: () => new EventBridgeRuleProbe(clients, logger),
  now,
  known: [
    { location: { ref: BUS, key: 'digest' }, state: 'active' },
    { location: { ref: BUS, key: 'off' }, state: 'idle' },
    { location: { ref: BUS, key: 'nothing' }, state: 'idle' },
    { location: { ref: BUS, key: 'none' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'rule:999900001111/ap-northeast-1/default', key: 'digest' },
  ],
  malformed: [
    { ref: 'rule:default', key: 'digest' },
    { ref: BUS, key: '../../digest' },
  ],
  runs: {
    location: { ref: BUS, key: 'digest' },
    since: new Date('2026-02-11T00:00:00Z'),
  },
});

it.each([
  ['ENABLED', [LAMBDA], 'active'],
  ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', [LAMBDA], 'active'],
  ['ENABLED', [], 'idle'],
  ['DISABLED', [LAMBDA], 'idle'],
  ['PAUSED', [LAMBDA], 'unknown'],
  [undefined, [LAMBDA], 'unknown'],
])('a rule that is %s with targets %p is %s', (State, targets, expected) => {
  const rule = { State, $metadata: {} } as Parameters<
    typeof ruleState
  >[0]['rule'];
  expect(ruleState({ rule, targets }).state).toBe(expected);
});

it('tells the schedule in UTC, the only zone of rules', async () => {
  const [{ detail }] = await probe.observe([{ ref: BUS, key: 'digest' }], {
    now,
  });
  expect(detail.schedules).toEqual([
    {
      dialect: 'eventbridge',
      expression: 'cron(15 19 * * ? *)',
      timezone: 'UTC',
    },
  ]);
});

it('reads the runs of the state machine that it starts', async () => {
  const location = { ref: BUS, key: 'digest' };
  const since = new Date('2026-02-11T00:00:00Z');
  expect(await probe.runs([location], { now, since })).toEqual([
    expect.objectContaining({
      location,
      scheduledFor: new Date('2026-02-11T19:15:00Z'),
      outcome: 'succeeded',
    }),
  ]);
});
