import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A host on 127.0.0.1: git's own smart HTTP, and a REST API beside it. */
export interface GitServer {
  host: string;
  url: string;
  /** `METHOD path` of every call of the API, in order. */
  calls: string[];
  /** Runs git in a bare repository, and answers what it says. */
  git(repository: string, ...args: string[]): Promise<string>;
  /** The same with an input. */
  feed(repository: string, input: string, ...args: string[]): Promise<string>;
  init(repository: string): Promise<void>;
  exists(repository: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface ApiCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: any;
}

export interface ApiReply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What of git's requests is let through. */
export interface GitRules {
  /** User name and password as `user:password`. */
  basic: string;
  /** Answers a status for a push that is refused, by the ref that it names. */
  refuse(pushed: string): number | null;
}

export async function startGitServer(options: {
  /** Where the API is, such as `/api/v3`. */
  apiPath: string;
  rules: GitRules;
  api(call: ApiCall, server: GitServer): Promise<ApiReply>;
}): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'git-server-'));
  const calls: string[] = [];
  const folder = (repository: string) => join(root, `${repository}.git`);
  const server: Server = createServer((req, res) => {
    handle(req, res).catch(error => {
      res.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: GitServer = {
    host,
    url: `http://${host}`,
    calls,
    git: async (repository, ...args) =>
      (await run('git', args, { cwd: folder(repository) })).stdout,
    feed: async (repository, input, ...args) => {
      const running = run('git', args, { cwd: folder(repository) });
      running.child.stdin?.end(input);
      return (await running).stdout;
    },
    init: async repository => {
      // As both hosts do, the first branch that is pushed becomes the default one.
      const args = ['init', '--bare', '--quiet', '--initial-branch=main'];
      await run('git', [...args, folder(repository)]);
    },
    exists: repository =>
      run('git', ['rev-parse'], { cwd: folder(repository) }).then(
        () => true,
        () => false,
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
      await rm(root, { recursive: true, force: true });
    },
  };

  async function handle(req: IncomingMessage, res: ServerResponse) {
    const { pathname, searchParams } = new URL(req.url ?? '/', self.url);
    const body = await bodyOf(req);
    if (!pathname.startsWith(options.apiPath)) {
      await serveGit(req, res, body, { pathname, searchParams });
      return;
    }
    const path = pathname.slice(options.apiPath.length);
    calls.push(`${req.method} ${path}`);
    const reply = await options.api(
      {
        method: req.method ?? 'GET',
        path,
        query: searchParams,
        headers: req.headers,
        body: body.length > 0 ? JSON.parse(body.toString('utf8')) : null,
      },
      self,
    );
    res.writeHead(reply.status, {
      'Content-Type': 'application/json',
      ...reply.headers,
    });
    res.end(JSON.stringify(reply.body ?? {}));
  }

  async function serveGit(
    req: IncomingMessage,
    res: ServerResponse,
    body: Buffer,
    {
      pathname,
      searchParams,
    }: { pathname: string; searchParams: URLSearchParams },
  ) {
    const expected = Buffer.from(options.rules.basic).toString('base64');
    if (req.headers.authorization !== `Basic ${expected}`) {
      res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    if (pathname.endsWith('/git-receive-pack')) {
      const refused = options.rules.refuse(
        body.toString('latin1').slice(0, 400),
      );
      if (refused) {
        res.writeHead(refused).end();
        return;
      }
    }
    const cgi = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        REMOTE_USER: 'portal',
        REQUEST_METHOD: req.method,
        PATH_INFO: pathname,
        QUERY_STRING: searchParams.toString(),
        CONTENT_TYPE: req.headers['content-type'] ?? '',
        CONTENT_LENGTH: String(body.length),
      },
    });
    // It reads no body of a GET.
    cgi.stdin.on('error', () => {});
    cgi.stdin.end(body);
    const output = await bodyOf(cgi.stdout);
    const end = output.indexOf('\r\n\r\n');
    const headers = Object.fromEntries(
      output
        .subarray(0, end)
        .toString('utf8')
        .split('\r\n')
        .map(line => line.split(/:\s*/, 2) as [string, string]),
    );
    const { Status: status = '200', ...rest } = headers;
    res.writeHead(parseInt(status, 10), rest).end(output.subarray(end + 4));
  }

  return self;
}

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
