import express from 'express';
import type { AddressInfo } from 'node:net';
import { withoutStackTraces } from './withoutStackTraces';

async function answerOf(body: unknown): Promise<unknown> {
  const app = express();
  app.use(withoutStackTraces);
  app.get('/', (_, response) => {
    response.status(404).json(body);
  });
  const server = app.listen(0, '127.0.0.1');
  try {
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return await (await fetch(`http://127.0.0.1:${port}/`)).json();
  } finally {
    server.close();
  }
}

describe('withoutStackTraces', () => {
  it.each([
    [
      { error: { name: 'NotFoundError', message: 'gone', stack: 'at x.ts:1' } },
      { error: { name: 'NotFoundError', message: 'gone' } },
    ],
    [{ items: [{ stack: 'news' }] }, { items: [{ stack: 'news' }] }],
    [{ error: 'short' }, { error: 'short' }],
    [null, null],
    [[], []],
  ])('turns %j into %j', async (body, expected) => {
    expect(await answerOf(body)).toEqual(expected);
  });
});
