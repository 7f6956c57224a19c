import {
  CloudWatchClient,
  type GetMetricDataCommandInput,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { mockServices } from '@backstage/backend-test-utils';
import { AwsClients } from '../clients';
import { countStateMachineStarts } from './stateMachineStarts';

const UNTIL = new Date('2026-02-12T01:19:00Z');
const ACCOUNT = 'arn:aws:states:ap-northeast-1:111122223333';
const machine = (name: string) => `${ACCOUNT}:stateMachine:${name}`;

/** CloudWatch that answers each page of each call by what `answer` says. */
function counting(
  answer: (input: GetMetricDataCommandInput, page: number) => object,
) {
  const calls: GetMetricDataCommandInput[] = [];
  const clients = new AwsClients({
    answers: { mode: 'replay', recordings: 'nowhere' },
  });
  clients.get = (async (_service: string, { region }: { region: string }) => {
    const client = new CloudWatchClient({ region });
    client.middlewareStack.add(
      () =>
        async ({ input }: any) => {
          calls.push(input);
          return {
            response: {},
            output: answer(input, Number(input.NextToken ?? 0)) as any,
          };
        },
      { step: 'initialize' },
    );
    return client;
  }) as AwsClients['get'];
  const logger = mockServices.logger.mock();
  const count = (arns: string[], hours = 1.5) =>
    countStateMachineStarts({ clients, logger }, arns, {
      from: new Date(UNTIL.getTime() - hours * 60 * 60_000),
      until: UNTIL,
    });
  return { calls, count, logger };
}

const complete = (input: GetMetricDataCommandInput): object => ({
  MetricDataResults: input.MetricDataQueries!.map(({ Id }) => ({
    Id,
    StatusCode: 'Complete',
  })),
});

describe('starts of state machines', () => {
  it('are counted for 500 at a time, in whole periods', async () => {
    const { calls, count } = counting(complete);
    const arns = Array.from({ length: 1001 }, (_, i) => machine(`job-${i}`));
    const counts = await count([...arns, arns[0]]);
    expect(counts.size).toBe(1001);
    expect(counts.get(arns[1000])).toEqual([]);
    expect(calls.map(call => call.MetricDataQueries!.length)).toEqual([
      500, 500, 1,
    ]);
    const [{ StartTime, EndTime, MetricDataQueries }] = calls;
    expect([StartTime, EndTime]).toEqual([
      new Date('2026-02-11T23:45:00Z'),
      new Date('2026-02-12T01:15:00Z'),
    ]);
    expect(MetricDataQueries![0]).toEqual({
      Id: 'm0',
      Label: 'job-0 ExecutionsStarted',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/States',
          MetricName: 'ExecutionsStarted',
          Dimensions: [{ Name: 'StateMachineArn', Value: arns[0] }],
        },
        Period: 300,
        Stat: 'Sum',
      },
    });
  });

  it.each([
    [2, 300],
    [3, 3600],
    [24, 3600],
  ])('of %d hours are counted by %d seconds', async (hours, period) => {
    const { calls, count } = counting(complete);
    await count([machine('digest')], hours);
    const [{ MetricDataQueries }] = calls;
    expect(MetricDataQueries![0].MetricStat!.Period).toBe(period);
  });

  it('count for the machine whose version or alias is started', async () => {
    const { calls, count } = counting(complete);
    const arn = `${machine('digest')}:live`;
    expect([...(await count([arn])).keys()]).toEqual([arn]);
    const [{ MetricDataQueries }] = calls;
    expect(MetricDataQueries![0].MetricStat!.Metric!.Dimensions).toEqual([
      { Name: 'StateMachineArn', Value: machine('digest') },
    ]);
  });

  it('add up over the pages of an answer', async () => {
    const at = new Date('2026-02-12T01:00:00Z');
    const result = (StatusCode: string, count: number): MetricDataResult => ({
      Id: 'm0',
      StatusCode: StatusCode as MetricDataResult['StatusCode'],
      Timestamps: [at],
      Values: [count],
    });
    const { count } = counting((_input, page) =>
      page === 0
        ? { MetricDataResults: [result('PartialData', 1)], NextToken: '1' }
        : { MetricDataResults: [result('Complete', 2)] },
    );
    const until = new Date('2026-02-12T01:05:00Z');
    expect((await count([machine('digest')])).get(machine('digest'))).toEqual([
      { from: at, until, count: 1 },
      { from: at, until, count: 2 },
    ]);
  });

  it.each(['InternalError', 'PartialData', 'Forbidden', undefined])(
    'are no count where the answer is %s',
    async StatusCode => {
      const { count } = counting(() => ({
        MetricDataResults: [{ Id: 'm0', StatusCode, Values: [] }],
      }));
      expect(await count([machine('digest')])).toEqual(new Map());
    },
  );

  it.each([
    'arn:aws:ecs:ap-northeast-1:111122223333:cluster/news',
    machine('配信'),
    'nonsense',
  ])('of %s are not asked for: they have no metric', async arn => {
    const { calls, count } = counting(complete);
    expect(await count([arn])).toEqual(new Map());
    expect(calls).toEqual([]);
  });

  it('of one account that refuses leave the others counted', async () => {
    const other = machine('digest').replace('1111', '4444');
    const { count, logger } = counting(input => {
      const [{ MetricStat }] = input.MetricDataQueries!;
      if (MetricStat!.Metric!.Dimensions![0].Value === other) {
        throw Object.assign(new Error('Not authorized'), {
          name: 'AccessDenied',
        });
      }
      return complete(input);
    });
    const counts = await count([other, machine('digest')]);
    expect([...counts.keys()]).toEqual([machine('digest')]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'AWS refused cloudwatch:GetMetricData for 444422223333/ap-northeast-1',
      ),
    );
  });
});
