/** The capture script hands in what it took, with each program that a host may have. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readArchive } from './captureArchive';

jest.setTimeout(240_000);

const SCRIPT = join(__dirname, '../../../../scripts/capture-inventory.sh');
const TOKEN = `bmct_${'0'.repeat(16)}_${'s3cr3t'.padEnd(43, 'x')}`;

const SENDERS = ['curl', 'wget', 'openssl'].filter(
  name => spawnSync(name, ['version'], { stdio: 'ignore' }).error === undefined,
);

const directory = createMockDirectory();

/** A certificate for a name, of an authority of our own. */
function certify(name: string): { key: string; cert: string } {
  const file = (ending: string) => directory.resolve(`tls/${name}.${ending}`);
  const openssl = (...options: string[]) => {
    const { status, stderr } = spawnSync('openssl', options, {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  };
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
    ...['-keyout', file('key'), '-out', file('pem')],
  );
  return {
    key: readFileSync(file('key'), 'utf8'),
    cert: readFileSync(file('pem'), 'utf8'),
  };
}

interface Received {
  url?: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

describe('handing in a capture', () => {
  let server: Server | undefined;
  let received: Received[];
  let answer: { status: number; body: string };

  const listen = async (options: ServerOptions): Promise<string> => {
    server = createServer(options, async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk);
      const { url, headers } = req;
      received.push({ url, headers, body: Buffer.concat(chunks) });
      res.writeHead(answer.status, { 'Content-Type': 'application/json' });
      res.end(answer.body);
    });
    await new Promise<void>(resolve => {
      server!.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    return `https://localhost:${port}/api/batch-migration`;
  };

  /** With only one of the programs that send; each tells with what it was called. */
  const run = async (sender: string | null, ...options: string[]) => {
    for (const name of ['curl', 'wget', 'openssl']) {
      const real = spawnSync('sh', ['-c', `command -v ${name}`], {
        encoding: 'utf8',
      }).stdout.trim();
      writeFileSync(
        directory.resolve(`bin/${name}`),
        name === sender
          ? `#!/bin/sh\nprintf '%s\\n' "$*" >>"${directory.resolve(
              'called',
            )}"\nexec ${real} "$@"\n`
          : '#!/bin/sh\nexit 2\n',
      );
      chmodSync(directory.resolve(`bin/${name}`), 0o755);
    }
    const child = spawn(
      'sh',
      [
        ...[SCRIPT, '-r', directory.resolve('root'), '-n', 'bat900'],
        ...['-o', directory.resolve('captured'), ...options],
      ],
      {
        env: {
          ...process.env,
          PATH: `${directory.resolve('bin')}:${process.env.PATH}`,
          HOME: directory.resolve('.'),
        },
      },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', data => (stdout += data));
    child.stderr.on('data', data => (stderr += data));
    const status = await new Promise<number | null>(resolve => {
      child.on('close', resolve);
    });
    return { status, stdout, stderr };
  };

  const token = (text = TOKEN, mode = 0o600) => {
    const path = directory.resolve('token');
    writeFileSync(path, `${text}\n`);
    chmodSync(path, mode);
    return path;
  };

  beforeEach(() => {
    received = [];
    answer = { status: 201, body: '{}' };
    directory.setContent({
      'root/etc/hostname': 'bat900\n',
      'root/etc/crontab': '0 1 * * * root /opt/nightly --token s3cr3t\n',
      'bin/.keep': '',
      'tls/.keep': '',
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      if (server) server.close(resolve);
      else resolve(undefined);
    });
    server = undefined;
  });

  describe.each(SENDERS)('with %s', sender => {
    it('sends the whole folder, and the token where nobody sees it', async () => {
      const url = await listen(certify('localhost'));
      const { status, stdout, stderr } = await run(
        sender,
        ...[
          '-u',
          url,
          '-k',
          token(),
          '-c',
          directory.resolve('tls/localhost.pem'),
        ],
      );
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining(`handed in to ${url}`),
      });
      expect(received).toHaveLength(1);
      const [{ url: path, headers, body }] = received;
      expect(path).toBe('/api/batch-migration/captures');
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(headers['content-type']).toBe('application/gzip');
      const files = await readArchive(
        (async function* unpacked() {
          yield gunzipSync(body);
        })(),
      );
      expect(files.get('etc/crontab')).toEqual({
        readable: true,
        text: '0 1 * * * root /opt/nightly --token ***MASKED:TOKEN***\n',
      });
      expect(files.get('capture.json')).toMatchObject({
        text: expect.stringContaining('"server": "bat900"'),
      });
      expect(readFileSync(directory.resolve('called'), 'utf8')).not.toContain(
        'bmct_',
      );
      expect(stdout + stderr).not.toContain('bmct_');
      expect(readdirSync(join(stdout.trim(), '..'))).toHaveLength(1);
    });

    it.each([
      ['an authority that nobody trusts', 'localhost', null],
      ['the certificate of another name', 'other.example', 'other.example'],
    ])('sends nothing to %s', async (_, name, trusted) => {
      const url = await listen(certify(name));
      const { status, stderr } = await run(
        sender,
        ...['-u', url, '-k', token()],
        ...(trusted ? ['-c', directory.resolve(`tls/${trusted}.pem`)] : []),
      );
      expect(status).toBe(3);
      expect(stderr).toMatch(/Nothing was sent[\s\S]*scp -r/);
      expect(received).toEqual([]);
    });

    it('sends nothing to who speaks TLS 1.1 alone', async () => {
      const url = await listen({
        ...certify('localhost'),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      const { status, stderr } = await run(
        sender,
        ...[
          '-u',
          url,
          '-k',
          token(),
          '-c',
          directory.resolve('tls/localhost.pem'),
        ],
      );
      expect(status).toBe(3);
      expect(stderr).toContain('by hand');
      expect(received).toEqual([]);
    });

    it('says why the portal refused, and keeps the capture', async () => {
      answer = {
        status: 403,
        body: '{"error":{"name":"NotAllowedError","message":"The \\"capture\\" is of another"}}',
      };
      const url = await listen(certify('localhost'));
      const { status, stdout, stderr } = await run(
        sender,
        ...[
          '-u',
          url,
          '-k',
          token(),
          '-c',
          directory.resolve('tls/localhost.pem'),
        ],
      );
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringMatching(
          /refused the capture \(403\): .*is of another/,
        ),
      });
      expect(existsSync(join(stdout.trim(), 'capture.json'))).toBe(true);
    });
  });

  it('hands in a capture that was carried by hand', async () => {
    const first = await run(null);
    const url = await listen(certify('localhost'));
    const { status } = await run(
      'curl',
      ...['-u', url, '-k', token(), '-i', first.stdout.trim()],
      ...['-c', directory.resolve('tls/localhost.pem')],
    );
    expect(status).toBe(0);
    expect(received).toHaveLength(1);
  });

  it('says what to do where the host cannot speak TLS 1.2, before it reads anything', async () => {
    const { status, stdout, stderr } = await run(
      null,
      ...[
        '-u',
        'https://portal.example.com/api/batch-migration',
        '-k',
        token(),
      ],
    );
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/TLS 1\.2[\s\S]*by hand[\s\S]*-i captured/);
    expect(existsSync(directory.resolve('captured'))).toBe(false);
  });

  it.each<[string, string[], () => string, RegExp]>([
    ['http', ['-u', 'http://portal.example.com'], () => token(), /https/],
    ['no address', ['-u', 'https://a b'], () => token(), /no address/],
    [
      'a token that others may read',
      [],
      () => token(TOKEN, 0o644),
      /others may read/,
    ],
    ['what is no token', [], () => token('abc'), /none/],
    ['a token with a line break', [], () => token('bmct_a"\\n'), /none/],
    ['an empty token', [], () => token(' '), /no token/],
    ['a token that is not there', [], () => '/no/such', /cannot be read/],
  ])('refuses %s', async (_, options, file, message) => {
    const { status, stderr } = await run(
      'curl',
      ...['-u', 'https://portal.example.com', ...options, '-k', file()],
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('s3cr3t');
    expect(existsSync(directory.resolve('captured'))).toBe(false);
  });
});
