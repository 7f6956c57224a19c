import { HOLE } from '../shell/marks.ts';
import { pathOf } from './chains.ts';
import type { Call, Reading } from './reading.ts';

export function judgeRedisCall(reading: Reading, { chain, index, name, args = [], owner }: Call): void {
  const lower = name.toLowerCase();
  const path = pathOf(chain);
  const isRedis = /redis|\bconn\.|^(?:r|c|conn|client|kv)\.\w+$|cache\.data/i.test(path) || /^(?:redis|\$redis|conn|client|r|c)$/i.test(owner ?? '');
  if (lower === 'flushall' || lower === 'flushdb') reading.report('redis-destroy', chain);
  else if (isRedis && index > 0) {
    const words = args.map(span => (reading.code.is(span[0], '*') || reading.code.is(span[0], '...') ? `${HOLE} ${HOLE}` : reading.constants.of(span))).flatMap(value => value ?? HOLE);
    const line = /^(?:call|sendcommand|send_command|rawcall|execute_command)$/.test(lower) ? words : [lower, ...words];
    if (['keys', 'del', 'unlink', 'config', 'eval', 'evalsha', 'shutdown', 'slaveof', 'replicaof', 'debug', 'monitor', 'call', 'sendcommand', 'send_command', 'script', 'rename', 'expire', 'ltrim', 'save', 'swapdb', 'migrate', 'acl', 'client', 'module'].includes(lower) && (lower !== 'client' || words.length > 0) && words.length > 0) reading.judge.nested({ language: 'redis', text: line.map(word => (/\s|["'\\]/.test(word) && !word.includes(HOLE) ? JSON.stringify(word) : word)).join(' ') });
  }
}
