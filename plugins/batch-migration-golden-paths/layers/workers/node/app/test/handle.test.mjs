import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handle } from '../worker/handle.mjs';

test('a message with a name is done', async () => {
  await handle({ key: '1', body: '{"name":"Aoi"}' });
});

for (const body of ['', 'no JSON', '{}', '{"name":1}']) {
  test(`the message ${JSON.stringify(body)} fails`, async () => {
    await assert.rejects(handle({ key: '1', body }));
  });
}
