import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { whyNoTrail } from '../aws/trailStatus';
import { BastionWorld } from './bastion-world';

const ORGANIZATION = 'arn:aws:cloudtrail:us-east-1:444455556666:trail/organization';
const OWN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/own';
const BOTH = [{ IncludeManagementEvents: true, ReadWriteType: 'All' }];
const MANAGEMENT = { Field: 'eventCategory', Equals: ['Management'] };

/** After the examples of AWS's API reference; written by us. */
function cloudTrail(trails: Record<string, { isLogging?: boolean; error?: string; selectors?: object }>) {
  const send = async ({ constructor: { name }, input }: any): Promise<any> => {
    if (name === 'DescribeTrailsCommand') return { trailList: Object.keys(trails).map(TrailARN => ({ TrailARN })) };
    const { isLogging = true, error, selectors = { EventSelectors: BOTH } } = trails[input.Name ?? input.TrailName];
    if (error) throw Object.assign(new Error(error), { name: error });
    return name === 'GetTrailStatusCommand' ? { IsLogging: isLogging } : selectors;
  };
  return { send: send as never };
}

const advanced = (...FieldSelectors: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors }] });

for (const [what, trails, why] of [
  ['one that logs', { [OWN]: {} }, null],
  ['one of the organization that logs, beside one that was stopped', { [OWN]: { isLogging: false }, [ORGANIZATION]: {} }, null],
  ['one whose home is another region, and that was stopped there', { [OWN]: { isLogging: false } }, /eu-west-1:111122223333:trail\/own: it is stopped/],
  ['one that cannot be read', { [ORGANIZATION]: { error: 'TrailNotFoundException' } }, /cannot be read \(TrailNotFoundException\)/],
  ['none', {}, /there is none/],
  ['one of what is only read', { [OWN]: { selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }] } } }, /leaves logins out/],
  ['one of data alone', { [OWN]: { selectors: { EventSelectors: [{ IncludeManagementEvents: false, ReadWriteType: 'All' }] } } }, /leaves logins out/],
  ['one of management events', { [OWN]: { selectors: advanced(MANAGEMENT) } }, null],
  ['one without those of KMS', { [OWN]: { selectors: advanced(MANAGEMENT, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }) } }, null],
  ['one without those of ECS', { [OWN]: { selectors: advanced(MANAGEMENT, { Field: 'eventSource', NotEquals: ['ecs.amazonaws.com'] }) } }, /leaves logins out/],
  ['one without those of one person', { [OWN]: { selectors: advanced(MANAGEMENT, { Field: 'userIdentity.arn', NotEquals: ['arn:aws:iam::111122223333:user/mallory'] }) } }, /leaves logins out/],
  ['one of data in S3', { [OWN]: { selectors: advanced({ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }) } }, /leaves logins out/],
] as Array<[string, Parameters<typeof cloudTrail>[0], RegExp | null]>) {
  test(`of trails there is ${what}: logins are ${why === null ? '' : 'not '}heard`, async () => {
    const found = await whyNoTrail(cloudTrail(trails))();
    if (why === null) assert.equal(found, null);
    else assert.match(found ?? '', why);
  });
}

let world: BastionWorld;
beforeEach(async () => {
  world = await new BastionWorld().start();
});
afterEach(() => world.stop());

test('ATTACK: a trail that is stopped in its home region is told within minutes, and again every day until one logs', async () => {
  const told = () => world.alerts().filter(text => text.includes('No trail') && text.includes('<@U0SECURITY>')).length;
  const sweeps = async () => {
    await world.sweep();
    world.pass({ minutes: 5 });
    await world.sweep();
    await world.settle();
  };
  await sweeps();
  assert.equal(told(), 0);
  world.noTrail = `${OWN}: it is stopped`;
  await sweeps();
  assert.equal(told(), 1);
  world.pass({ hours: 24 });
  await sweeps();
  assert.equal(told(), 2);
  world.noTrail = null;
  world.pass({ hours: 24 });
  await sweeps();
  assert.equal(told(), 2);
});
