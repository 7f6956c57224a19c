import { readEvent } from './readEvent';

const ACCOUNT = '111122223333';
const REGION = 'ap-northeast-1';
const MACHINE = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:digest`;
const EXECUTION = `arn:aws:states:${REGION}:${ACCOUNT}:execution:digest:tick`;
const TASK = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/news/0123456789abcdef`;

const envelope = (source: string, type: string, detail: object, over = {}) =>
  JSON.stringify({
    version: '0',
    id: '315c1398-40ff-a850-213b-158f73e60175',
    'detail-type': type,
    source,
    account: ACCOUNT,
    time: '2026-02-12T01:24:03Z',
    region: REGION,
    resources: [],
    detail,
    ...over,
  });

const execution = (detail: object = {}, over: object = {}) =>
  envelope(
    'aws.states',
    'Step Functions Execution Status Change',
    {
      executionArn: EXECUTION,
      stateMachineArn: MACHINE,
      name: 'tick',
      status: 'SUCCEEDED',
      startDate: 1770859200123,
      stopDate: 1770859260456,
      input: JSON.stringify({
        scheduledTime: '2026-02-12T01:20:00Z',
        scheduleArn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/news/digest`,
      }),
      inputDetails: { included: true },
      output: '{}',
      outputDetails: { included: true },
      ...detail,
    },
    over,
  );

const task = (detail: object = {}) =>
  envelope('aws.ecs', 'ECS Task State Change', {
    taskArn: TASK,
    clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/news`,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    createdAt: '2026-02-12T01:20:04.000Z',
    startedAt: '2026-02-12T01:20:40.000Z',
    stoppedAt: '2026-02-12T01:23:59.000Z',
    startedBy: 'chronos-schedule/digest',
    containers: [{ name: 'job', exitCode: 0 }],
    ...detail,
  });

function runOf(body: string) {
  const reading = readEvent(body);
  if (reading.type !== 'run') throw new Error(JSON.stringify(reading));
  return reading.event;
}

describe('an execution of Step Functions', () => {
  it('is a run of the schedule that its input names', () => {
    expect(runOf(execution())).toEqual({
      sentAt: new Date('2026-02-12T01:24:03Z'),
      startedBy: { ref: `scheduler:${ACCOUNT}/${REGION}/news`, key: 'digest' },
      targetArns: [MACHINE],
      run: {
        scheduledFor: new Date('2026-02-12T01:20:00Z'),
        startedAt: new Date(1770859200123),
        endedAt: new Date(1770859260456),
        outcome: 'succeeded',
        externalId: EXECUTION,
        url: expect.stringContaining('ap-northeast-1.console.aws.amazon.com'),
      },
    });
  });

  it.each([
    ['RUNNING', { stopDate: null, output: null }, 'running'],
    [
      'SUCCEEDED',
      { output: '{"outcome":"skipped-duplicate"}' },
      'skipped-duplicate',
    ],
    ['FAILED', {}, 'failed'],
    ['TIMED_OUT', {}, 'timed-out'],
    ['ABORTED', {}, 'failed'],
    ['PENDING_REDRIVE', { stopDate: null }, 'running'],
    ['A_WORD_TO_COME', {}, 'failed'],
  ])('%s %j is %s', (status, detail, outcome) => {
    expect(runOf(execution({ status, ...detail })).run.outcome).toBe(outcome);
  });

  it('goes on where its output did not fit: it may be a skipped duplicate', () => {
    const { run } = runOf(
      execution({ output: null, outputDetails: { included: false } }),
    );
    expect(run).toMatchObject({ outcome: 'running', endedAt: null });
  });

  it('names the alias and the version that were started', () => {
    expect(
      runOf(
        execution({
          stateMachineAliasArn: `${MACHINE}:live`,
          stateMachineVersionArn: `${MACHINE}:7`,
        }),
      ).targetArns,
    ).toEqual([`${MACHINE}:live`, `${MACHINE}:7`, MACHINE]);
  });

  it.each([
    [undefined],
    ['no JSON'],
    [JSON.stringify({ scheduleArn: ['x'], scheduledTime: 5 })],
    [
      JSON.stringify({
        scheduleArn: 'arn:aws:scheduler:x',
        scheduledTime: 'noon',
      }),
    ],
    ['null'],
    ['[]'],
  ])('takes the input %j for what it is: the text of the job', input => {
    const { startedBy, run } = runOf(execution({ input }));
    expect(startedBy).toBeNull();
    expect(run.scheduledFor).toBeNull();
  });
});

describe('a task of ECS', () => {
  it('is a run of the schedule that started it, in any group', () => {
    expect(runOf(task())).toMatchObject({
      startedBy: { ref: `scheduler:${ACCOUNT}/${REGION}/`, key: 'digest' },
      run: {
        scheduledFor: null,
        startedAt: new Date('2026-02-12T01:20:04Z'),
        endedAt: new Date('2026-02-12T01:23:59Z'),
        outcome: 'succeeded',
        externalId: TASK,
      },
    });
    expect(runOf(task({ startedBy: 'events-rule/nightly' })).startedBy).toEqual(
      {
        ref: `rule:${ACCOUNT}/${REGION}/`,
        key: 'nightly',
      },
    );
  });

  it.each([
    ['that runs', { lastStatus: 'RUNNING', stoppedAt: undefined }, 'running'],
    ['that waits', { lastStatus: 'PENDING', startedAt: undefined }, 'running'],
    ['with an exit code', { containers: [{ exitCode: 1 }] }, 'failed'],
    [
      'with one bad container of two',
      { containers: [{ exitCode: 0 }, { exitCode: 137 }] },
      'failed',
    ],
    ['without exit codes', { containers: [{ name: 'job' }] }, 'failed'],
    [
      'that never started',
      { stopCode: 'TaskFailedToStart', startedAt: undefined, containers: [] },
      'failed',
    ],
  ])('%s is %3$s', (_what, detail, outcome) => {
    expect(runOf(task(detail)).run.outcome).toBe(outcome);
  });

  it.each([
    ['of a service', 'ecs-svc/0123'],
    ['of a state machine', 'AWS Step Functions'],
    ['of a person', undefined],
  ])('%s is no run of its own', (_whose, startedBy) => {
    expect(readEvent(task({ startedBy }))).toEqual({ type: 'ignored' });
  });
});

describe('whatever else is in the queue', () => {
  it.each([
    [
      'an event of another service',
      envelope('aws.ec2', 'EC2 Instance State-change Notification', {}),
    ],
    [
      'a detail type that looks alike',
      envelope('evil', 'ECS Task State Change', {}),
    ],
    ['a name of Object.prototype', envelope('x', 'constructor', {})],
  ])('is ignored: %s', (_what, body) => {
    expect(readEvent(body)).toEqual({ type: 'ignored' });
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{"source":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another message', '{"Message":"hello"}'],
    ['no account', execution({}, { account: 111122223333 })],
    ['no time', execution({}, { time: 'yesterday' })],
    ['no detail', execution({}, { detail: null })],
    ['no state machine', execution({ stateMachineArn: 'arn:aws:x' })],
    ['no start', execution({ startDate: {} })],
    ['a start beyond all clocks', execution({ startDate: 9e15 })],
    ['another account', execution({}, { account: '444455556666' })],
    ['another region', execution({}, { region: 'us-east-1' })],
    [
      'an execution of another state machine',
      execution({ executionArn: EXECUTION.replace('digest', 'other') }),
    ],
    [
      'a task of another account',
      task({ taskArn: TASK.replace('1111', '4444') }),
    ],
    ['a task without a beginning', task({ createdAt: undefined })],
  ])('is unreadable: %s', (_what, body) => {
    expect(readEvent(body)).toEqual({
      type: 'unreadable',
      reason: expect.any(String),
    });
  });
});
