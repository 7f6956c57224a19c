import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tamperHandler, WATCHED_CALLS } from '../watch/tamper';
import type { CloudTrailEvent } from '../watch/cloudTrail';

const API = 'a1b2c3d4e5';
const MAPPING = '0f1e2d3c-aaaa-bbbb-cccc-000000000000';

/** After the examples of CloudTrail for API Gateway and Lambda; the values were written by us. */
function call(service: string, eventName: string, requestParameters: object | null, responseElements: object | null = null): CloudTrailEvent {
  const userIdentity = { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/mallory' };
  const detail = { eventID: `${eventName}-1`, eventTime: '2026-11-22T03:00:00Z', eventSource: `${service}.amazonaws.com`, eventName, userIdentity, requestParameters, responseElements };
  return { 'detail-type': 'AWS API Call via CloudTrail', source: `aws.${service}`, detail };
}

async function told(event: CloudTrailEvent): Promise<string[]> {
  const found: string[] = [];
  const handler = tamperHandler({ calls: WATCHED_CALLS, ours: ['shop-patches', API, MAPPING], allowedRoles: ['deployment'], tell: async ({ what }) => void found.push(what) });
  await handler(event);
  return found;
}

for (const [name, more] of [
  ['DeleteApi', {}], ['UpdateApi', { disableExecuteApiEndpoint: true }], ['DeleteStage', { stageName: '$default' }],
  ['UpdateStage', { stageName: '$default', defaultRouteSettings: { throttlingRateLimit: 0 } }], ['DeleteRoute', { routeId: 'r1' }],
  ['UpdateRoute', { routeId: 'r1', authorizationType: 'NONE' }], ['CreateRoute', { routeKey: 'POST /x' }],
  ['UpdateIntegration', { integrationId: 'i1' }], ['DeleteIntegration', { integrationId: 'i1' }], ['ReimportApi', {}],
] as const) {
  test(`ATTACK: ${name} of our API, which its id alone names, is told; of another one it is not`, async () => {
    const [finding] = await told(call('apigateway', name, { apiId: API, ...more }));
    assert.match(finding ?? '', new RegExp(`apigateway:${name}.*mallory`));
    assert.deepEqual(await told(call('apigateway', name, { apiId: 'zzzzzzzzzz', ...more })), []);
  });
}

for (const name of ['UpdateEventSourceMapping20150331', 'DeleteEventSourceMapping20150331']) {
  test(`ATTACK: ${name} of what feeds a function of ours, by its id, is told`, async () => {
    assert.equal((await told(call('lambda', name, { uUID: MAPPING, enabled: false }))).length, 1);
    assert.deepEqual(await told(call('lambda', name, { uUID: 'another' })), []);
  });
  test(`ATTACK: ${name}, where the answer alone names the function`, async () => {
    const functionArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:shop-patches-Acts';
    assert.equal((await told(call('lambda', name, null, { uUID: 'x', functionArn }))).length, 1);
  });
}

test('ATTACK: another way into a function of ours is told', async () => {
  for (const name of ['AddPermission20150331v2', 'CreateEventSourceMapping20150331', 'CreateFunctionUrlConfig']) {
    assert.equal((await told(call('lambda', name, { functionName: 'shop-patches-Acts' }))).length, 1, name);
  }
});
