import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { BastionWorld } from './bastion-world';

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld(2).start();
});
afterEach(() => world.stop());

const START = { action: 'start', reason: 'Look at order 12', minutes: 60, requestId: 'a1b2c3d4e5f6a7b8' };
const ID = `session-${START.requestId}`;

/** The function that is asked dies at its write of this number. */
async function diesAt(number: number): Promise<void> {
  let writes = 0;
  const write = async () => {
    writes += 1;
    if (writes >= number) throw new Error('died');
    world.dynamo.beforeWrite = write;
  };
  world.dynamo.beforeWrite = write;
  await assert.rejects(world.call('tanaka', START), /died/);
  world.dynamo.beforeWrite = undefined;
}

for (const number of [1, 2, 3, 4]) {
  test(`a start that dies at its write ${number} is mended by the sweep: no console without a request, no seat for nothing`, async () => {
    await diesAt(number);
    const before = (await world.requests.get(ID)) !== undefined;
    assert.ok(before || world.seats.tasks.size === 0, 'nothing runs before its request is there');
    world.pass({ minutes: 5 });
    await world.sweep();
    await world.settle();
    const session = await world.store.get(ID);
    // Nothing was written: nobody sits there.
    if (session === undefined) assert.equal(await world.store.holderOf(1), undefined);
    else {
      assert.equal((await world.requests.get(ID))!.status, 'requested');
      assert.ok(await world.firstMessage(ID), 'told');
      assert.equal(Object.keys(session.tasks).length, 1);
    }
    assert.equal((await world.call('tanaka', START)).statusCode, 200);
    assert.equal(world.slack.messages.filter(({ threadTs }) => threadTs === null).length, session ? 1 : 0);
    assert.deepEqual([await world.store.holderOf(1), await world.store.holderOf(2)], [ID, undefined]);
  });
}

test('a start whose request was written and not told is told by the sweep, and only then starts', async () => {
  world.messages.outage = new Error('SQS is away');
  await assert.rejects(world.call('tanaka', START), /SQS is away/);
  assert.deepEqual([(await world.requests.get(ID))?.status, world.seats.tasks.size], ['requested', 0]);
  world.messages.outage = undefined;
  await world.sweep();
  await world.settle();
  assert.ok(await world.firstMessage(ID));
  assert.equal(world.seats.tasks.size, 1);
});

test('sent again after a lower seat became free it stays where it sits', async () => {
  const { body } = await world.call('chief', { ...START, requestId: 'ffffffffffffffff' });
  await world.call('tanaka', START);
  await world.call('chief', { action: 'stop', session: body.session.id });
  const again = await world.call('tanaka', START);
  assert.equal(again.body.session.seat, 2);
  assert.deepEqual([await world.store.holderOf(1), await world.store.holderOf(2)], [null, ID]);
});

test('a seat whose holder is not there, is over, or sits elsewhere becomes free', async () => {
  const { body } = await world.call('tanaka', START);
  const holds = (seat: number, session: string) => world.table.put({ item: { pk: `seat#${seat}`, sk: 'seat', session }, condition: { is: 'absent' } });
  await holds(2, ID);
  await world.sweep();
  assert.deepEqual([await world.store.holderOf(1), await world.store.holderOf(2)], [ID, null]);

  await world.call('tanaka', { action: 'stop', session: body.session.id });
  for (const session of [ID, 'session-of-nobody']) {
    await world.table.put({ item: { pk: 'seat#1', sk: 'seat', session }, condition: { is: 'unchanged', attributes: { session: '-' } } });
    await world.sweep();
    assert.equal(await world.store.holderOf(1), null, session);
  }
});
