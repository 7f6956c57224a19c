import { SFNClient } from '@aws-sdk/client-sfn';
import { mockServices } from '@backstage/backend-test-utils';
import { AwsClients } from '../clients';
import { readRuns } from './stateMachineRuns';

const now = new Date('2026-02-12T01:24:00Z');
const ACCOUNT = 'arn:aws:states:ap-northeast-1:111122223333';
const REF = 'scheduler:111122223333/ap-northeast-1/news';
const locationOf = (key: string) => ({ ref: REF, key });

/** Step Functions with so many executions of each state machine, a minute apart. */
function platform(executions: Record<string, number>) {
  const calls: string[] = [];
  const sizes: number[] = [];
  const answer = (commandName: string, input: any) => {
    const [key, name] = (input.stateMachineArn ?? input.executionArn)
      .split(':')
      .slice(6);
    const of = (index: number) => ({
      executionArn: `${ACCOUNT}:execution:${key}:${index}`,
      startDate: new Date(now.getTime() - (index + 1) * 60_000),
      stopDate: now,
      status: 'SUCCEEDED',
    });
    calls.push(commandName);
    if (commandName === 'DescribeExecutionCommand') return of(Number(name));
    sizes.push(input.maxResults);
    const from = Number(input.nextToken ?? 0);
    const until = Math.min(executions[key], from + input.maxResults);
    return {
      executions: Array.from({ length: until - from }, (_, i) => of(from + i)),
      nextToken: until < executions[key] ? String(until) : undefined,
    };
  };
  const clients = new AwsClients({
    answers: { mode: 'replay', recordings: 'nowhere' },
  });
  clients.get = (async () => {
    const client = new SFNClient({ region: 'ap-northeast-1' });
    client.middlewareStack.add(
      (_next, { commandName }) =>
        async ({ input }) => ({
          response: {},
          output: answer(commandName!, input) as any,
        }),
      { step: 'initialize' },
    );
    return client;
  }) as AwsClients['get'];
  const stored = new Set<string>();
  const look = async (days: number) => {
    const unread: string[] = [];
    calls.length = 0;
    const runs = await readRuns(
      { clients, logger: mockServices.logger.mock() },
      new Map(
        Object.keys(executions).map(key => [
          `${ACCOUNT}:stateMachine:${key}`,
          [locationOf(key)],
        ]),
      ),
      {
        now,
        since: new Date(now.getTime() - days * 24 * 60 * 60_000),
        isKnown: id => stored.has(id),
        onUnread: ({ key }, reason) => {
          expect(reason).toContain('the next one goes on');
          unread.push(key);
        },
      },
    );
    runs.forEach(({ externalId }) => stored.add(externalId));
    return { unread, runs: runs.length };
  };
  return { look, stored, calls, sizes };
}

it('takes several rounds for what a first look finds, and describes nothing twice', async () => {
  const { look, stored, calls } = platform({ digest: 1_150 });
  expect(await look(90)).toEqual({ unread: ['digest'], runs: 500 });
  expect(await look(90)).toEqual({ unread: ['digest'], runs: 500 });
  expect(await look(90)).toEqual({ unread: [], runs: 150 });
  expect(stored.size).toBe(1_150);
  expect(await look(90)).toEqual({ unread: [], runs: 0 });
  expect(calls).not.toContain('DescribeExecutionCommand');
});

it('leaves state machines to the next round, those that were first come first', async () => {
  const { look } = platform({ a: 300, b: 300, c: 300 });
  expect((await look(90)).runs).toBe(500);
  const { unread, runs } = await look(90);
  expect(unread).toEqual([]);
  expect(runs).toBe(400);
});

it.each([
  [0.5, 100],
  [90, 1_000],
])('lists %d days in pages of %d', async (days, size) => {
  const { look, sizes } = platform({ digest: 10 });
  await look(days);
  expect(sizes).toEqual([size]);
});
