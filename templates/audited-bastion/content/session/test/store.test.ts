import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoTable } from '../../people/aws/dynamoTable';
import type { Table } from '../../people/aws/table';
import { FakeDynamo } from '../../people/test/fake-dynamo';
import { startMoto } from '../../people/test/moto';
import { SessionStore } from '../store';

const clock = () => new Date('2026-11-22T03:00:00Z');
const asked = (id: string) => ({ id, reason: 'Look at order 12', minutes: 60, operator: { aws: 'tanaka' }, carriedBy: null });

/** The same for our own table in memory and for a DynamoDB that others wrote. */
function behaves(given: () => Table): void {
  const store = () => new SessionStore({ table: given(), clock });

  test('who ask at once sit apart: nobody where another does', async () => {
    const sessions = await Promise.all(['session-a', 'session-b', 'session-c'].map(id => store().seat(asked(id), 2)));
    const seats = sessions.flatMap(session => session?.seat ?? []);
    assert.equal(new Set(seats).size, seats.length);
    for (const session of sessions.flatMap(each => each ?? [])) assert.equal(await store().holderOf(session.seat!), session.id);
    for (const seat of [1, 2]) {
      const holder = await store().holderOf(seat);
      if (holder) await store().leaveSeat(holder, seat);
    }
  });

  test('asked twice at once with one id it is one session in one seat', async () => {
    const sessions = await Promise.all([1, 2, 3].map(() => store().seat(asked('session-d'), 2)));
    assert.deepEqual(new Set(sessions.map(session => session?.seat)).size, 1);
    const holders = [await store().holderOf(1), await store().holderOf(2)];
    assert.equal(holders.filter(holder => holder === 'session-d').length, 1);
  });

  test('a seat is given back by who sits there alone', async () => {
    const { seat } = (await store().get('session-d'))!;
    await store().leaveSeat('session-x', seat!);
    assert.equal(await store().holderOf(seat!), 'session-d');
    await store().leaveSeat('session-d', seat!);
    assert.equal(await store().holderOf(seat!), null);
  });
}

describe('in memory', () => {
  const table = dynamoTable(new FakeDynamo().client, 'requests');
  behaves(() => table);
});

describe('against moto', async () => {
  const moto = await startMoto();
  if (!moto) {
    test('DynamoDB', { skip: 'moto_server is not installed' }, () => {});
    return;
  }
  after(() => moto.stop());
  const client = new DynamoDBClient({ endpoint: moto.url, region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  before(async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'requests',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      }),
    );
  });
  behaves(() => dynamoTable(client, 'requests'));
});
