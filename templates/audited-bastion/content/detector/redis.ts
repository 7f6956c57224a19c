import type { Judge } from './findings.ts';
import { matches } from './patterns.ts';
import { onlyReads } from './redisScript.ts';

const HOLE = /[\uE000\uE001]/;
/** Commands that take keys away, and where those stand among the words. */
const TAKE_AWAY: Record<string, 'all' | 'first'> = { DEL: 'all', UNLINK: 'all', EXPIRE: 'first', PEXPIRE: 'first', EXPIREAT: 'first', PEXPIREAT: 'first', GETDEL: 'first', LTRIM: 'first', RENAME: 'first', RENAMENX: 'first', MOVE: 'first', SPOP: 'first', LPOP: 'first', RPOP: 'first', SREM: 'first', ZREM: 'first', HDEL: 'first', ZREMRANGEBYRANK: 'first', ZREMRANGEBYSCORE: 'first', XTRIM: 'first', XDEL: 'first', LREM: 'first', SET: 'first', RPOPLPUSH: 'first', LMOVE: 'first', ZPOPMIN: 'first', ZPOPMAX: 'first', LPUSH: 'first', RPUSH: 'first', ZADD: 'first', RESTORE: 'first', COPY: 'first' };

/** Lines as typed into redis-cli. */
export function judgeRedis(judge: Judge, text: string): void {
  for (const line of text.split(/\r?\n|\\r\\n/)) {
    const words = redisWords(line);
    if (words.length > 0) judgeCommand(judge, words, line);
  }
}

function judgeCommand(judge: Judge, given: string[], line: string): void {
  judge.work();
  let words = given;
  // A prompt that was pasted along; `5 PING` repeats a command.
  if (/^[\w.:-]+(?:\[\d+\])?>$/.test(words[0] ?? '')) words = words.slice(1);
  if (/^\d+$/.test(words[0] ?? '') && words.length > 1) words = words.slice(1);
  if (/^redis-cli$/.test(words[0] ?? '')) {
    judge.nested({ language: 'shell', text: line });
    return;
  }
  const [name = '', ...args] = words;
  const verb = name.toUpperCase();
  if (HOLE.test(verb)) {
    judge.giveUp('which command Redis gets is not known', line);
    return;
  }
  const whole = words.join(' ').toUpperCase();
  for (const rule of ['redis-blocking', 'redis-server-change', 'redis-script'] as const) {
    if (rule === 'redis-script' && verb === 'EVAL' && onlyReads(args[0] ?? '')) continue;
    if (judge.rules[rule].commands.some(command => whole === command || whole.startsWith(`${command} `) || (command.endsWith('*') && matches(command, whole)))) judge.report(rule, line);
  }
  if (verb === 'CONFIG' && args[0]?.toUpperCase() === 'GET' && args.slice(1).some(arg => ['requirepass', 'masterauth', 'masteruser', 'tls-key-file-pass'].some(setting => matches(arg.toLowerCase(), setting)))) judge.report('credential-read', line);
  if (verb === 'ACL' && ['LIST', 'GETUSER'].includes(args[0]?.toUpperCase() ?? '')) judge.report('credential-read', line);
  takesAway(judge, verb, args, line);
}

function takesAway(judge: Judge, verb: string, args: string[], line: string): void {
  const { guardedKeys, mostKeys } = judge.rules['redis-destroy'];
  const destroy = () => judge.report('redis-destroy', line);
  if (verb === 'FLUSHALL' || verb === 'FLUSHDB' || verb === 'SWAPDB') destroy();
  const kind = Object.hasOwn(TAKE_AWAY, verb) ? TAKE_AWAY[verb] : undefined;
  if (!kind) return;
  const keys = kind === 'all' ? args : args.slice(0, 1);
  if (keys.some(key => guardedKeys.some(pattern => matches(pattern, key)))) destroy();
  else if (kind === 'all' && (keys.length > mostKeys || keys.some(key => /[*?[]/.test(key) || HOLE.test(key)))) destroy();
  const [, from, to] = args;
  const isEverything =
    (verb === 'LTRIM' && Number(from) > Number(to) && Number(to) >= 0) ||
    (verb === 'ZREMRANGEBYRANK' && from === '0' && to === '-1') ||
    (verb === 'ZREMRANGEBYSCORE' && from === '-inf' && to === '+inf') ||
    (verb === 'XTRIM' && args.at(-1) === '0');
  if (isEverything) destroy();
}

function redisWords(line: string): string[] {
  const words: string[] = [];
  for (const [, double, single, bare] of line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+)/g)) {
    words.push(bare ?? (double ?? single ?? '').replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))).replace(/\\(.)/g, '$1'));
  }
  return words;
}
