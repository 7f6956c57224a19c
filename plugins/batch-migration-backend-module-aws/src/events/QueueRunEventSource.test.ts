import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { RunEvent } from 'backstage-plugin-batch-migration-node';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClients } from '../clients';
import { createRunEventSource, queuePlace } from './createRunEventSource';
import { QueueRunEventSource } from './QueueRunEventSource';
import type { RunQueue } from './runQueue';

const event = (name: string) =>
  JSON.stringify({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account: '111122223333',
    region: 'ap-northeast-1',
    time: '2026-02-12T01:24:03Z',
    detail: {
      stateMachineArn:
        'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest',
      executionArn: `arn:aws:states:ap-northeast-1:111122223333:execution:digest:${name}`,
      status: 'RUNNING',
      startDate: 1770859200123,
    },
  });

const FOREIGN = JSON.stringify({
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
});

/** Delivers batches of bodies, and remembers what was deleted. */
class MemoryQueue implements RunQueue {
  readonly concurrentReceives = 2;
  readonly deleted: string[] = [];

  constructor(private readonly batches: string[][]) {}

  async receive() {
    const batch = this.batches.shift();
    return batch ? batch.map(body => ({ body, receipt: body })) : null;
  }

  async delete(receipts: string[]) {
    this.deleted.push(...receipts);
    return 0;
  }
}

const nameOf = ({ run }: RunEvent) => run.externalId.split(':').pop();

describe('QueueRunEventSource', () => {
  const listen = async (
    batches: string[][],
    deliver: (names: Array<string | undefined>) => Promise<void>,
  ) => {
    const queue = new MemoryQueue(batches);
    let unreadable = 0;
    const source = new QueueRunEventSource(
      queue,
      mockServices.logger.mock(),
      () => {
        unreadable += 1;
      },
    );
    const ended = await source
      .listen(events => deliver(events.map(nameOf)), {
        signal: new AbortController().signal,
      })
      .then(
        () => 'ended',
        error => error.message,
      );
    return { deleted: queue.deleted, unreadable, ended };
  };

  it('deletes what is stored and what is none of its business', async () => {
    const delivered: unknown[] = [];
    const { deleted, ended } = await listen(
      [[event('a'), FOREIGN, event('b')], [event('c')]],
      async names => {
        delivered.push(names);
      },
    );
    expect(delivered).toEqual([['a', 'b'], ['c']]);
    expect(deleted).toEqual([FOREIGN, event('a'), event('b'), event('c')]);
    expect(ended).toBe('ended');
  });

  it('deletes a message only after its run is stored', async () => {
    const order: string[] = [];
    const queue = new MemoryQueue([[event('a')]]);
    const remove = queue.delete.bind(queue);
    queue.delete = async receipts => {
      order.push('deleted');
      return remove(receipts);
    };
    await new QueueRunEventSource(queue, mockServices.logger.mock()).listen(
      async () => {
        await new Promise(resolve => setTimeout(resolve, 5));
        order.push('stored');
      },
      { signal: new AbortController().signal },
    );
    expect(order).toEqual(['stored', 'deleted']);
  });

  it('leaves what cannot be read to the dead-letter queue, and counts it', async () => {
    const { deleted, unreadable } = await listen(
      [['no JSON', event('a'), '{}']],
      async () => {},
    );
    expect(deleted).toEqual([event('a')]);
    expect(unreadable).toBe(2);
  });

  it('stores the others where one cannot be stored', async () => {
    const { deleted, ended } = await listen(
      [[event('a'), event('bad'), event('c')]],
      async names => {
        if (names.includes('bad')) throw new Error('invalid byte sequence');
      },
    );
    expect(deleted).toEqual([event('a'), event('c')]);
    expect(ended).toBe('ended');
  });

  it('takes no more where nothing can be stored', async () => {
    const { deleted, ended } = await listen(
      [[event('a'), FOREIGN], [event('b')]],
      async () => {
        throw new Error('The database is away');
      },
    );
    expect(deleted).toEqual([FOREIGN]);
    expect(ended).toBe('None of 1 runs could be stored');
  });
});

describe('createRunEventSource', () => {
  const create = (aws: object) =>
    createRunEventSource({
      config: new ConfigReader({ batchMigration: { aws } } as never),
      clients: new AwsClients({ answers: { mode: 'replay', recordings: '/' } }),
      logger: mockServices.logger.mock(),
      metrics: metricsServiceMock.mock(),
    });

  it('is nothing where runs are only polled', () => {
    expect(create({})).toBeNull();
    expect(create({ mode: 'replay' })).toBeNull();
    // What is replayed asks no queue.
    expect(create({ mode: 'replay', events: { queueUrl: 'x' } })).toBeNull();
  });

  it('plays recorded events once, in the order of their names', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'run-events-'));
    for (let index = 10; index < 35; index += 1) {
      writeFileSync(join(directory, `${index}.json`), event(`${index}`));
    }
    writeFileSync(join(directory, 'INVENTED.md'), 'not an event');
    const source = create({
      mode: 'replay',
      events: { recordings: directory },
    });
    const names: unknown[] = [];
    await source!.listen(
      async events => {
        // The first ones take longest to store.
        await new Promise(resolve =>
          setTimeout(resolve, names.length === 0 ? 20 : 0),
        );
        names.push(...events.map(nameOf));
      },
      { signal: new AbortController().signal },
    );
    expect(names).toEqual(
      Array.from({ length: 25 }, (_, index) => `${index + 10}`),
    );
  });

  it.each([
    [
      { mode: 'replay', events: { recordings: '/nowhere/at/all' } },
      /events\.recordings: there is no directory/,
    ],
    [{ events: { queueUrl: 'digest' } }, /events\.queueUrl: expected https/],
    [
      { events: { queueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/1/q' } },
      /events\.queueUrl: expected https/,
    ],
    [
      { events: { queueUrl: 'http://127.0.0.1:5000/123456789012/q' } },
      /events\.region: the address/,
    ],
  ])('refuses %j', (aws, message) => {
    expect(() => create(aws)).toThrow(message);
  });

  it.each([
    [
      'https://sqs.ap-northeast-1.amazonaws.com/111122223333/runs',
      undefined,
      'ap-northeast-1',
    ],
    [
      'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/runs',
      undefined,
      'cn-north-1',
    ],
    ['http://127.0.0.1:5000/111122223333/runs', 'us-east-1', 'us-east-1'],
  ])('knows where %s is', (url, region, expected) => {
    expect(queuePlace(url, region)).toEqual({
      accountId: '111122223333',
      region: expected,
    });
  });
});
