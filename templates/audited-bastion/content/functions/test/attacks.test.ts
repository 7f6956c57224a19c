import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { BastionWorld } from './bastion-world';
import { executeCommand, who } from './events';

// Each attack goes through the real handlers: refused, or told.

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

const IDENTITY_CENTER = 'AWSReservedSSO_Operator_0123456789abcdef';
const asks = (name: string, role?: string) => world.call(name, { action: 'start', reason: 'Look at order 12', minutes: 60 }, role);

async function approves(id: string) {
  await world.settle();
  await world.slack.presses('U0CHIEF000', await world.firstMessage(id), 'people.approve');
  await world.settle();
  const { status } = (await world.requests.get(id))!;
  const [denial] = (await world.requests.events(id)).flatMap(({ act }) => (act.type === 'note' && act.what === 'denied' ? [(act.data as { denial?: string }).denial] : []));
  return { status, denial };
}

test('attack: self-approval of a session that was asked for under the address of somebody else', async () => {
  const { body } = await asks('tanaka@example.com');
  assert.deepEqual(await approves(body.session.id), { status: 'requested', denial: 'author-unknown' });
});

test('who asks by IAM Identity Center is known by the address that it names them by', async () => {
  const { body } = await asks('tanaka@example.com', IDENTITY_CENTER);
  assert.deepEqual(await approves(body.session.id), { status: 'approved', denial: undefined });
});

test('attack: a login under the address of who asked is not theirs: told, and it needs an approval of its own', async () => {
  const { body } = await asks('tanaka@example.com', IDENTITY_CENTER);
  const { tasks } = (await world.store.get(body.session.id))!;
  await world.login(executeCommand({ task: Object.keys(tasks)[0], by: who('tanaka@example.com'), at: world.now }));
  await world.settle();
  const login = (await world.requests.open()).find(({ id }) => id.startsWith('login-'))!;
  assert.deepEqual(login.involved.operator, { aws: 'Operator/tanaka@example.com' });
  assert.deepEqual(await approves(login.id), { status: 'requested', denial: 'author-unknown' });
});
