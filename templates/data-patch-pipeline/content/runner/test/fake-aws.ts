import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * CodeBuild, DynamoDB and S3 on 127.0.0.1, as far as the runner asks them: JSON by `x-amz-target`, and PUT of objects.
 * Written by us after their documentation.
 */
export interface FakeAws {
  url: string;
  answers: Record<string, (input: any) => unknown>;
  /** What was put, by key. */
  objects: Map<string, string>;
  calls: string[];
  /** Of every answer by name; 200 where left out. */
  status?: number;
  /** Answers every PUT with this status. */
  refusePuts?: number;
  stop(): Promise<void>;
}

export async function startFakeAws(): Promise<FakeAws> {
  const fake = { answers: {}, objects: new Map(), calls: [] } as unknown as FakeAws;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (request.method === 'PUT') {
      const key = decodeURIComponent((request.url ?? '').split('?')[0]);
      const taken = request.headers['if-none-match'] === '*' && fake.objects.has(key);
      const status = fake.refusePuts ?? (taken ? 412 : 200);
      if (status === 200) fake.objects.set(key, body);
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(status === 200 ? '' : `<Error><Code>${status === 412 ? 'PreconditionFailed' : 'AccessDenied'}</Code></Error>`);
      return;
    }
    const operation = String(request.headers['x-amz-target']).split('.').pop() ?? '';
    fake.calls.push(operation);
    const answer = Object.hasOwn(fake.answers, operation) ? fake.answers[operation] : undefined;
    response.writeHead(answer ? fake.status ?? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer ? answer(JSON.parse(body)) : { __type: 'AccessDeniedException', message: `no ${operation}` }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fake.stop = () =>
    new Promise(resolve => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return fake;
}

/** The content of a body, also where the SDK sends it in signed chunks. */
async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (!String(request.headers['content-encoding'] ?? '').includes('aws-chunked')) return bytes.toString();
  let text = '';
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const length = parseInt(bytes.toString('latin1', at, end), 16);
    if (!length) return text;
    text += bytes.toString('utf8', end + 2, end + 2 + length);
    at = end + 2 + length + 2;
  }
}
