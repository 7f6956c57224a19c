import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { signedCall } from '../../people/iam/signedCall';

test('a call carries a signature of the caller for this API and region, and no secret', async () => {
  let headers: IncomingHttpHeaders = {};
  let body = '';
  const server = createServer(async (request, response) => {
    headers = request.headers;
    for await (const part of request) body += part;
    response.end('{"session":{}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-real-secret', AWS_SESSION_TOKEN: 'token' });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions`;
  const { status } = await signedCall(url, { action: 'show', session: 's' }, 'ap-northeast-1');
  server.close();
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body), { action: 'show', session: 's' });
  assert.match(headers.authorization!, /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/ap-northeast-1\/execute-api\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/);
  assert.equal(headers['x-amz-security-token'], 'token');
  assert.doesNotMatch(JSON.stringify(headers) + body, /not-a-real-secret/);
});
