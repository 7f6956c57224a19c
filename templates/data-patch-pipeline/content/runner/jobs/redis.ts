import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export type RedisAnswer = string | number | null | RedisAnswer[];

/** The few questions that are asked of Redis. */
export interface Redis {
  ask(...words: string[]): Promise<RedisAnswer>;
  close(): void;
}

/** A connection that speaks RESP2, one question at a time. @param url `redis://…` or `rediss://…` */
export async function connectRedis(url: string, timeoutMs = 10_000): Promise<Redis> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const at = { host, port: Number(port || 6379) };
  const socket: Socket = protocol === 'rediss:' ? connectTls({ ...at, servername: host }) : connectTcp(at);
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`Redis did not answer within ${timeoutMs} ms`)));
  let received = Buffer.alloc(0);
  let waiting: { resolve: (answer: RedisAnswer) => void; reject: (error: Error) => void } | undefined;
  socket.on('data', chunk => {
    received = Buffer.concat([received, chunk]);
    const parsed = parse(received, 0);
    if (!parsed) return;
    received = received.subarray(parsed.end);
    const { resolve, reject } = waiting ?? {};
    waiting = undefined;
    if (parsed.value instanceof Error) reject?.(parsed.value);
    else resolve?.(parsed.value);
  });
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('Redis closed the connection')));

  const ask = (...words: string[]) =>
    new Promise<RedisAnswer>((resolve, reject) => {
      if (waiting) throw new Error('One question at a time');
      waiting = { resolve, reject };
      socket.write(`*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
    });
  if (password) await ask('AUTH', ...(username ? [decodeURIComponent(username)] : []), decodeURIComponent(password));
  if (pathname.length > 1) await ask('SELECT', pathname.slice(1));
  return { ask, close: () => socket.destroy() };
}

/** Undefined while the answer is not whole. */
function parse(bytes: Buffer, from: number): { value: RedisAnswer | Error; end: number } | undefined {
  const lineEnd = bytes.indexOf('\r\n', from);
  if (lineEnd < 0) return undefined;
  const line = bytes.toString('utf8', from + 1, lineEnd);
  const next = lineEnd + 2;
  switch (String.fromCharCode(bytes[from])) {
    case '+':
      return { value: line, end: next };
    case '-':
      return { value: new Error(`Redis: ${line}`), end: next };
    case ':':
      return { value: Number(line), end: next };
    case '$': {
      const length = Number(line);
      if (length < 0) return { value: null, end: next };
      return bytes.length < next + length + 2 ? undefined : { value: bytes.toString('utf8', next, next + length), end: next + length + 2 };
    }
    case '*': {
      const items: RedisAnswer[] = [];
      let end = next;
      for (let index = 0; index < Number(line); index += 1) {
        const item = parse(bytes, end);
        if (!item || item.value instanceof Error) return item;
        items.push(item.value);
        end = item.end;
      }
      return { value: Number(line) < 0 ? null : items, end };
    }
    default:
      return { value: new Error('Redis answered something else than RESP2'), end: bytes.length };
  }
}
