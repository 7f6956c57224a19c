import childProcess = require('node:child_process');
import dgram = require('node:dgram');
import http = require('node:http');
import http2 = require('node:http2');
import https = require('node:https');
import net = require('node:net');
import workerThreads = require('node:worker_threads');
import { syncBuiltinESMExports } from 'node:module';
import type { Report } from './report';

/** Drivers whose connections hold a transaction of ours. */
const DRIVERS = /[\\/]node_modules[\\/](?:pg|mysql2)[\\/]/;

const UNGUARDED = [
  'native addons with sockets of their own (Prisma, pg-native, gRPC in C), process.binding',
  'numbers taken from sequences and auto-increments, and advisory locks',
  'files that the patch writes in the build; they go with it',
];

/** Blocks what a transaction cannot take back: other programs and other hosts. Redis is another host. */
export function blockOutside(allowedHosts: readonly string[], report: Report): void {
  for (const sentence of UNGUARDED) report.note(`not guarded: ${sentence}`);
  const refuse = (kind: string) => (...given: unknown[]): never => {
    throw report.refuse(kind, given.map(detailOf).filter(Boolean).slice(0, 3).join(' '));
  };
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const) {
    Object.assign(childProcess, { [name]: refuse('process') });
  }
  Object.assign(workerThreads, { Worker: class Worker { constructor(file: unknown) { refuse('process')('worker', file); } } });
  for (const each of [http, https]) Object.assign(each, { request: refuse('http'), get: refuse('http') });
  Object.assign(http2, { connect: refuse('http') });
  Object.assign(dgram.Socket.prototype, { send: refuse('socket'), connect: refuse('socket') });
  Object.assign(globalThis, { fetch: refuse('http'), WebSocket: class WebSocket { constructor(url: unknown) { refuse('http')(url); } }, EventSource: undefined });

  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...given: any[]) {
    // Arguments come as they were given, or as the list that net makes of them.
    const [first, second] = Array.isArray(given[0]) ? given[0] : given;
    const options = typeof first === 'object' && first !== null ? first : Number.isNaN(Number(first)) ? { path: first } : { port: first, host: second };
    const host = String(options.path ?? options.host ?? 'localhost');
    const isAllowed = allowedHosts.includes(host) || allowedHosts.some(allowed => options.path !== undefined && host.startsWith(`${allowed}/`));
    if (!isAllowed || !DRIVERS.test(stackHere())) throw report.refuse('socket', `${host}${options.port === undefined ? '' : `:${options.port}`}`);
    return (connect as (...args: any[]) => net.Socket).apply(this, given);
  } as typeof connect;
  // Names that a module imported from node:http and its kind are copies.
  syncBuiltinESMExports();
}

function stackHere(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = before;
  return stack;
}

function detailOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof URL) return value.href;
  if (Array.isArray(value)) return value.join(' ');
  const { hostname, host, path, port } = (value ?? {}) as Record<string, unknown>;
  return [hostname ?? host, port, path].filter(Boolean).join(' ');
}
