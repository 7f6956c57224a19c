import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { AwsClients } from './clients';
import { type MetricQuestion, readMetrics } from './metrics';

const now = new Date('2026-02-12T01:24:00Z');
const place = { accountId: '111122223333', region: 'ap-northeast-1' };

/**
 * Clients whose CloudWatch answers one value a page for each metric, and keeps
 * the sizes of the calls.
 *
 * @param pages - how many pages each answer has; the value grows by 10 a page
 */
function countingClients(pages = 1) {
  const sizes: number[] = [];
  const clients = new AwsClients({
    answers: { mode: 'replay', recordings: 'nowhere' },
  });
  clients.get = (async () => {
    const client = new CloudWatchClient({ region: place.region });
    client.middlewareStack.add(
      () =>
        async ({ input }: any) => {
          sizes.push(input.MetricDataQueries.length);
          const MetricDataResults = input.MetricDataQueries.map(
            ({ Id }: { Id: string }, i: number) => ({
              Id,
              Values: [i + 10 * Number(input.NextToken ?? 0)],
            }),
          );
          const next = Number(input.NextToken ?? 0) + 1;
          const NextToken = next < pages ? String(next) : undefined;
          return {
            response: {},
            output: { MetricDataResults, NextToken } as any,
          };
        },
      { step: 'initialize' },
    );
    return client;
  }) as AwsClients['get'];
  return { clients, sizes };
}

const question = (label: string): MetricQuestion => ({
  label,
  namespace: 'AWS/SQS',
  metric: 'ApproximateAgeOfOldestMessage',
  dimensions: { QueueName: label },
  take: 'latest',
});

it('asks for 500 metrics at a time and keeps them apart', async () => {
  const { clients, sizes } = countingClients();
  const labels = Array.from({ length: 1001 }, (_, i) => `queue-${i}`);
  const values = await readMetrics(clients, place, labels.map(question), {
    now,
  });
  expect(sizes).toEqual([500, 500, 1]);
  expect(values.size).toBe(1001);
  expect(values.get('queue-499')).toBe(499);
  expect(values.get('queue-500')).toBe(0);
});

it('asks nothing where there is nothing to ask', async () => {
  const { clients, sizes } = countingClients();
  expect((await readMetrics(clients, place, [], { now })).size).toBe(0);
  expect(sizes).toEqual([]);
});

it.each([
  ['latest', 0],
  ['sum', 30], // 0, 10 and 20
] as const)('takes the %s over all pages', async (take, value) => {
  const { clients, sizes } = countingClients(3);
  const asked = { ...question('mail'), take };
  const values = await readMetrics(clients, place, [asked], { now });
  expect(sizes).toEqual([1, 1, 1]);
  expect(values.get('mail')).toBe(value);
});
