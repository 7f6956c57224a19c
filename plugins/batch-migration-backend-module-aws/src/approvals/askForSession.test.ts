import { SessionRefused } from 'backstage-plugin-batch-migration-node';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { liveAt } from '../testMoto';
import { testRecordings } from '../testRecordings';
import { askForSession } from './askForSession';
import { TABLE } from './testTables';

const ASK = {
  requestId: '0123456789abcdef',
  reason: 'Two subscriptions are billed twice',
  minutes: 60,
  email: 'mori@example.com',
};
const clients = liveAt('http://127.0.0.1:9');

let server: Server;
let asked: Array<{ headers: IncomingMessage['headers']; body: string }>;
let answer: { status: number; body: string };
let place: typeof TABLE;

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ headers: request.headers, body });
    response.writeHead(answer.status, { location: '/elsewhere' });
    response.end(answer.body);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  place = { ...TABLE, sessionsUrl: `http://127.0.0.1:${port}/sessions` };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise(done => server.close(done));
});

it('asks in the name of the person, signed for the API of its region', async () => {
  const endsAt = '2026-02-12T03:00:00.000Z';
  answer = {
    status: 200,
    body: JSON.stringify({
      session: { id: 'session-1', endsAt, operator: {} },
    }),
  };
  expect(await askForSession(clients, place, ASK)).toEqual({
    id: 'session-1',
    endsAt,
  });
  expect(JSON.parse(asked[0].body)).toEqual({
    action: 'start',
    requestId: ASK.requestId,
    reason: ASK.reason,
    minutes: 60,
    onBehalfOf: { email: 'mori@example.com' },
  });
  expect(asked[0].headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/ap-northeast-1\/execute-api\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
  );
});

it.each<[number, object, RegExp, boolean]>([
  [409, { error: 'All 2 seats are taken' }, /^All 2 seats are taken$/, true],
  [400, { error: 'minutes must be a number' }, /^minutes must/, true],
  [
    403,
    { message: 'Forbidden' },
    /execute-api:Invoke, and must be sessions.portalRole .*Forbidden/,
    false,
  ],
  [403, { error: 'Only the portal asks' }, /Only the portal asks/, false],
  [500, { message: 'x' }, /^news answered 500$/, false],
  [200, { session: {} }, /^news answered 200$/, false],
  [302, {}, /^news did not answer: check sessionsUrl/, false],
])('of %d %j', async (status, body, message, isRefusal) => {
  answer = { status, body: JSON.stringify(body) };
  const error = await askForSession(clients, place, ASK).catch(e => e);
  expect(error.message).toMatch(message);
  expect(error instanceof SessionRefused).toBe(isRefusal);
});

it('says what to mend where nothing, or no JSON, answers', async () => {
  answer = { status: 200, body: '<html>' };
  await expect(askForSession(clients, place, ASK)).rejects.toThrow(
    'check sessionsUrl',
  );
  const nowhere = { ...TABLE, sessionsUrl: 'http://127.0.0.1:9/sessions' };
  await expect(askForSession(clients, nowhere, ASK)).rejects.toThrow(
    'check sessionsUrl',
  );
});

it('opens nothing from recordings, and nothing without an address', async () => {
  const recordings = testRecordings();
  await expect(askForSession(recordings.clients, place, ASK)).rejects.toThrow(
    /replays recordings/,
  );
  await expect(askForSession(clients, TABLE, ASK)).rejects.toThrow(
    /takes no sessions/,
  );
  expect(asked).toEqual([]);
  await recordings.remove();
});
