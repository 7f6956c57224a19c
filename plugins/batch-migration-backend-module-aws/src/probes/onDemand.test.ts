import type { StageState } from '@aws-sdk/client-codepipeline';
import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { PLACE, testRecordings } from '../testRecordings';
import { buildOutcome, CodeBuildProjectProbe } from './codeBuildProject';
import {
  actionOutcome,
  actionState,
  CodePipelineActionProbe,
} from './codePipelineAction';
import {
  EcsExecServiceProbe,
  execState,
  sessionLogging,
} from './ecsExecService';

const { clients, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-01T00:00:00Z');
const logger = mockServices.logger.mock();
const PROJECTS = `codebuild:${PLACE}`;
const PIPELINE = `codepipeline:${PLACE}/release`;
const BASTIONS = `ecs-exec:${PLACE}/bastion`;

const build = (
  number: number,
  startTime: string,
  buildStatus: string,
  endTime?: string,
) => ({
  id: `patch:${number}`,
  arn: `arn:aws:codebuild:ap-northeast-1:111122223333:build/patch:${number}`,
  projectName: 'patch',
  startTime,
  ...(endTime ? { endTime } : {}),
  buildStatus,
});

const stage = (stageName: string, action: string, enabled?: boolean) => ({
  stageName,
  ...(enabled === undefined
    ? {}
    : {
        inboundTransitionState: {
          enabled,
          ...(enabled ? {} : { disabledReason: 'frozen until March' }),
        },
      }),
  actionStates: [{ actionName: action }],
});

const execution = (id: string, startTime: string, actionName: string) => ({
  actionExecutionId: id,
  pipelineExecutionId: `p-${id}`,
  stageName: 'Migrate',
  actionName,
  startTime,
  lastUpdateTime: '2026-02-11T03:05:00Z',
  status: 'Succeeded',
});

const bastion = (serviceName: string, more: object) => ({
  serviceName,
  status: 'ACTIVE',
  desiredCount: 0,
  runningCount: 0,
  enableExecuteCommand: true,
  ...more,
});

beforeAll(async () => {
  await record('codebuild/batch-get-projects', {
    projects: [
      {
        name: 'patch',
        created: '2026-01-20T10:00:00+09:00',
        timeoutInMinutes: 30,
      },
    ],
  });
  await record('codebuild/list-builds-for-project/patch', {
    ids: ['patch:3', 'patch:2', 'patch:1'],
  });
  await record('codebuild/batch-get-builds/patch', {
    builds: [
      build(1, '2026-01-01T00:00:00Z', 'SUCCEEDED', '2026-01-01T00:10:00Z'),
      build(2, '2026-02-10T00:00:00Z', 'FAILED', '2026-02-10T00:10:00Z'),
      build(3, '2026-02-12T01:00:00Z', 'IN_PROGRESS'),
    ],
  });
  await record('codepipeline/get-pipeline-state/release', {
    pipelineName: 'release',
    stageStates: [
      stage('Source', 'Checkout'),
      stage('Migrate', 'Database', true),
      stage('Deploy', 'Service', false),
    ],
  });
  await record('codepipeline/list-action-executions/release', {
    actionExecutionDetails: [
      execution('old', '2026-01-11T03:00:00Z', 'Database'),
      execution('other', '2026-02-11T02:00:00Z', 'Approve'),
      execution('new', '2026-02-11T03:00:00Z', 'Database'),
    ],
  });
  await record('ecs/describe-services/bastion', {
    services: [
      bastion('shell', {}),
      bastion('shut', { enableExecuteCommand: false }),
    ],
  });
  await record('ecs/describe-clusters', {
    clusters: [
      {
        clusterName: 'bastion',
        configuration: { executeCommandConfiguration: { logging: 'OVERRIDE' } },
      },
    ],
  });
});

afterAll(remove);

describeProbe('CodeBuildProjectProbe, replayed,', {
  create: () => new CodeBuildProjectProbe(clients, logger),
  now,
  known: [
    { location: { ref: PROJECTS, key: 'patch' }, state: 'active' },
    { location: { ref: PROJECTS, key: 'none' }, state: 'absent' },
  ],
  unreadable: [{ ref: 'codebuild:999900001111/ap-northeast-1', key: 'patch' }],
  malformed: [
    { ref: 'codebuild:patch', key: 'patch' },
    { ref: PROJECTS, key: '../patch' },
  ],
  runs: { location: { ref: PROJECTS, key: 'patch' }, since },
});

describeProbe('CodePipelineActionProbe, replayed,', {
  create: () => new CodePipelineActionProbe(clients, logger),
  now,
  known: [
    { location: { ref: PIPELINE, key: 'Migrate/Database' }, state: 'active' },
    { location: { ref: PIPELINE, key: 'Deploy/Service' }, state: 'idle' },
    { location: { ref: PIPELINE, key: 'Migrate/None' }, state: 'absent' },
    {
      location: { ref: `codepipeline:${PLACE}/gone`, key: 'Migrate/Database' },
      state: 'absent',
    },
  ],
  unreadable: [
    {
      ref: 'codepipeline:999900001111/ap-northeast-1/release',
      key: 'Migrate/Database',
    },
  ],
  malformed: [
    { ref: 'codepipeline:release', key: 'Migrate/Database' },
    { ref: PIPELINE, key: 'Migrate' },
    { ref: PIPELINE, key: 'a/b/c' },
    // What is no action must not be "absent" where its pipeline is gone.
    { ref: `codepipeline:${PLACE}/gone`, key: 'Migrate' },
  ],
  runs: { location: { ref: PIPELINE, key: 'Migrate/Database' }, since },
});

describeProbe('EcsExecServiceProbe, replayed,', {
  create: () => new EcsExecServiceProbe(clients, logger),
  now,
  known: [
    { location: { ref: BASTIONS, key: 'shell' }, state: 'active' },
    { location: { ref: BASTIONS, key: 'shut' }, state: 'idle' },
    { location: { ref: BASTIONS, key: 'none' }, state: 'absent' },
    {
      location: { ref: `ecs-exec:${PLACE}/no-cluster`, key: 'shell' },
      state: 'absent',
    },
  ],
  unreadable: [
    { ref: 'ecs-exec:999900001111/ap-northeast-1/bastion', key: 'shell' },
  ],
  malformed: [
    { ref: 'ecs-exec:bastion', key: 'shell' },
    { ref: BASTIONS, key: '../shell' },
  ],
});

it.each([
  ['SUCCEEDED', true, 'succeeded'],
  ['FAILED', true, 'failed'],
  ['FAULT', true, 'failed'],
  ['STOPPED', true, 'failed'],
  ['TIMED_OUT', true, 'timed-out'],
  ['IN_PROGRESS', false, 'running'],
  ['NEW_WORD', false, 'running'],
  ['NEW_WORD', true, 'failed'],
])('a build that is %s, ended: %s, is %s', (buildStatus, ended, outcome) => {
  const endTime = ended ? now : undefined;
  expect(buildOutcome({ buildStatus: buildStatus as 'FAILED', endTime })).toBe(
    outcome,
  );
});

it.each([
  ['InProgress', 'running'],
  ['Succeeded', 'succeeded'],
  ['Failed', 'failed'],
  ['Abandoned', 'failed'],
  ['NewWord', 'failed'],
  [undefined, 'failed'],
])('an action that is %s is %s', (status, outcome) => {
  expect(actionOutcome(status)).toBe(outcome);
});

it('tells builds since an instant, with who to look at', async () => {
  const location = { ref: PROJECTS, key: 'patch' };
  const probe = new CodeBuildProjectProbe(clients, logger);
  const runs = await probe.runs([location], { now, since });
  expect(runs).toEqual([
    expect.objectContaining({ outcome: 'running', endedAt: null }),
    expect.objectContaining({
      outcome: 'failed',
      scheduledFor: null,
      url: 'https://ap-northeast-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/patch/build/patch%3A2',
    }),
  ]);
});

it('tells no runs of a project or a pipeline that is gone', async () => {
  const projects = new CodeBuildProjectProbe(clients, logger);
  const gone = { ref: PROJECTS, key: 'none' };
  expect(await projects.runs([gone], { now, since })).toEqual([]);
  const pipelines = new CodePipelineActionProbe(clients, logger);
  const none = { ref: `codepipeline:${PLACE}/gone`, key: 'Migrate/Database' };
  expect(await pipelines.runs([none], { now, since })).toEqual([]);
});

it('throws where no runs could be read, since that is not "no runs"', async () => {
  const projects = new CodeBuildProjectProbe(clients, logger);
  const ref = 'codebuild:999900001111/ap-northeast-1';
  await expect(
    projects.runs([{ ref, key: 'patch' }], { now, since }),
  ).rejects.toThrow('codebuild:ListBuildsForProject');
});

it('tells only executions of the action that was asked for', async () => {
  const probe = new CodePipelineActionProbe(clients, logger);
  const location = { ref: PIPELINE, key: 'Migrate/Database' };
  const runs = await probe.runs([location], { now, since });
  expect(runs.map(({ externalId }) => externalId)).toEqual(['new']);
});

describe('actionState', () => {
  const stages = (...enabled: Array<boolean | undefined>) =>
    enabled.map((each, i) => stage(`S${i}`, 'Act', each)) as StageState[];
  it.each<[string, StageState[], string, string]>([
    ['is in the first stage', stages(undefined, false), 'S0', 'active'],
    ['may be reached', stages(undefined, true), 'S1', 'active'],
    ['stands behind a closed door', stages(undefined, false), 'S1', 'idle'],
    [
      'stands behind one that is closed further up',
      stages(undefined, false, true),
      'S2',
      'idle',
    ],
    [
      'stands before one that is closed',
      stages(undefined, true, false),
      'S1',
      'active',
    ],
    [
      'stands behind a door of which nothing is told',
      stages(undefined, undefined),
      'S1',
      'unknown',
    ],
    ['is in no stage', stages(undefined), 'S7', 'absent'],
  ])('an action that %s', (_, all, stageName, state) => {
    const seen = actionState(all, stageName, 'Act');
    expect(seen.state).toBe(state);
    expect(Boolean(seen.reason)).toBe(['idle', 'unknown'].includes(state));
  });

  it('says why a transition is disabled', () => {
    expect(actionState(stages(undefined, false), 'S1', 'Act').reason).toBe(
      'The transition into stage S1 is disabled: frozen until March',
    );
  });
});

it.each([
  ['ACTIVE', true, 'active'],
  ['ACTIVE', false, 'idle'],
  ['ACTIVE', undefined, 'unknown'],
  ['DRAINING', true, 'idle'],
  ['INACTIVE', true, 'absent'],
  ['RESTING', true, 'unknown'],
])('a bastion that is %s with Exec %s is %s', (status, on, state) => {
  expect(execState({ status, enableExecuteCommand: on }).state).toBe(state);
});

it.each([
  ['DEFAULT', 'task-log'],
  [undefined, 'task-log'],
  ['OVERRIDE', 'own'],
  ['NONE', 'none'],
  ['ELSEWHERE', null],
])('sessions that are logged %s are %s', (logging, expected) => {
  const executeCommandConfiguration = { logging: logging as 'NONE' };
  expect(
    sessionLogging({ configuration: { executeCommandConfiguration } }),
  ).toBe(expected);
});

it('tells where the sessions of a bastion are logged', async () => {
  const probe = new EcsExecServiceProbe(clients, logger);
  const [{ detail }] = await probe.observe([{ ref: BASTIONS, key: 'shell' }], {
    now,
  });
  expect(detail).toMatchObject({ sessionLogging: 'own', desiredCount: 0 });
});
