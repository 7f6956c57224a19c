import { placeOf, readUrl } from '../hosts.ts';
import { matches } from '../patterns.ts';
import { runsBySetting } from './commandOptions.ts';
import { onlySays } from './dryRun.ts';
import { overwrites } from './files.ts';
import { HOLE, isConstant, plain, SECRET } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';
import { runsUnseen } from './unseen.ts';

const UNKNOWN: Output = { text: HOLE };
const REDIS_PORT = '6379';

/** Reports a host that is not the network's own. */
export function reachesHost(call: Pick<Call, 'judge' | 'raw'>, host: string): void {
  const place = placeOf(call.judge.rules, host);
  if (place === 'outside') call.judge.report('traffic-outside', call.raw);
  else if (place === 'credentials') call.judge.report('credential-read', call.raw);
  else if (place === 'unknown') call.judge.giveUp('the host it talks to is not known', call.raw);
}

export function reachesUrl(call: Pick<Call, 'judge' | 'raw'>, text: string): void {
  const { scheme, host, path } = readUrl(text);
  if (scheme === 'file') return;
  // Metadata of the task itself holds no credential; everything else at that address does.
  if (/^169\.254\.170\.2$/.test(host) && /^\/v[34]\//.test(path)) return;
  reachesHost(call, host);
  const { localActions } = call.judge.rules['traffic-outside'];
  if (localActions.some(action => matches(`*${action}*`, path))) call.judge.report('destructive-command', call.raw);
}

/** `/dev/tcp/host/port`, which bash itself opens. */
export function opensSocket(call: Call, path: string): boolean {
  const socket = /^\/dev\/(?:tcp|udp)\/([^/]*)/.exec(path);
  if (!socket) return false;
  reachesHost(call, socket[1] as string);
  return true;
}

const CURL_SHORT = 'AbcCdDeEFHhKmoPQrTtuUwxXyYz';
const CURL_LONG = ['request', 'header', 'data', 'data-raw', 'data-binary', 'data-urlencode', 'json', 'form', 'output', 'user', 'user-agent', 'cookie', 'cookie-jar', 'max-time', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'write-out', 'cacert', 'cert', 'key', 'proxy', 'preproxy', 'socks5', 'socks5-hostname', 'resolve', 'connect-to', 'upload-file', 'referer', 'range', 'config', 'interface', 'unix-socket', 'dump-header', 'url', 'limit-rate', 'aws-sigv4', 'oauth2-bearer', 'ciphers', 'tls-max', 'doh-url', 'dns-servers', 'max-redirs', 'output-dir', 'form-string', 'variable', 'trace', 'trace-ascii', 'stderr', 'noproxy'];

function curl(call: Call): Output {
  const options = readOptions(call.args, { short: CURL_SHORT, long: CURL_LONG });
  const [method] = valuesOf(options, 'X', 'request');
  for (const proxy of valuesOf(options, 'x', 'proxy', 'preproxy', 'socks5', 'socks5-hostname', 'doh-url', 'dns-servers')) reachesUrl(call, proxy);
  for (const to of valuesOf(options, 'connect-to', 'resolve')) reachesHost(call, to.split(':')[2] ?? '');
  for (const path of valuesOf(options, 'o', 'output')) overwrites(call, path);
  if (valuesOf(options, 'K', 'config').length > 0) call.judge.giveUp('what curl does is in a file', call.raw);
  if (valuesOf(options, 'unix-socket').some(socket => /docker\.sock/.test(socket))) call.judge.report('left-the-watch', call.raw);
  const urls = [...options.rest, ...valuesOf(options, 'url')];
  for (const url of urls) reachesUrl(call, plain(url));
  if (method?.toUpperCase() === 'DELETE') call.judge.report('destructive-command', call.raw);
  return { text: HOLE, from: 'network' };
}

function wget(call: Call): Output {
  const options = readOptions(call.args, { short: 'OoaPtTUiBeQw', long: ['output-document', 'directory-prefix', 'timeout', 'tries', 'header', 'post-data', 'post-file', 'body-data', 'method', 'user-agent', 'user', 'password', 'input-file', 'execute'] });
  for (const path of valuesOf(options, 'O', 'output-document')) if (path !== '-') overwrites(call, path);
  if (valuesOf(options, 'i', 'input-file').length > 0) call.judge.giveUp('where wget goes is in a file', call.raw);
  for (const url of options.rest) reachesUrl(call, plain(url));
  return { text: HOLE, from: 'network' };
}

function netcat(call: Call): Output {
  const { judge, stdin } = call;
  const options = readOptions(call.args, { short: 'cegGiImMnoOpPqsTVwWxX', long: ['exec', 'sh-exec', 'wait', 'proxy', 'source'] });
  // -n and -m take no value in most of them; a number that follows was none of the host's.
  const commands = valuesOf(options, 'e', 'c', 'exec', 'sh-exec');
  if (commands.length > 0 || options.flags.has('l') || options.flags.has('listen')) judge.report('left-the-watch', call.raw);
  const words = [...valuesOf(options, 'n').filter(value => !/^\d*$/.test(value)), ...options.rest].map(plain);
  const [host, port] = words;
  const asksOnly = options.flags.has('z') || call.args.some(arg => /^-[a-y]*z/.test(plain(arg)));
  if (host !== undefined && !asksOnly) reachesHost(call, host);
  else if (host !== undefined && placeOf(judge.rules, host) === 'credentials') reachesHost(call, host);
  if (port === REDIS_PORT && stdin) judge.nested({ language: 'redis', text: stdin.text });
  return { text: HOLE, from: 'network' };
}

/** The words after `host` are a command line there. */
function ssh(call: Call): Output {
  const options = readOptions(call.args, { short: 'bcDEeFIiJLlmOoPpQRSWw', stop: true });
  const [host = '', ...command] = options.rest;
  for (const jump of valuesOf(options, 'J')) reachesHost(call, jump);
  for (const setting of valuesOf(options, 'o')) runsBySetting(call, setting);
  if (valuesOf(options, 'R', 'D', 'w').length > 0) call.judge.report('left-the-watch', call.raw);
  // It only hands on what it is sent: `%h` is the host of the ssh that runs it.
  const ways = valuesOf(options, 'W');
  for (const way of ways) if (!way.startsWith('%h')) reachesHost(call, way);
  if (host === '') return UNKNOWN;
  reachesHost(call, plain(host));
  const words = command.map(plain);
  if (words.length > 0) call.session.script(words.join(' '), [], call.stdin);
  else if (call.stdin) call.judge.nested({ language: 'shell', text: call.stdin.text });
  else if (!options.flags.has('V') && ways.length === 0) call.judge.report('left-the-watch', call.raw);
  return UNKNOWN;
}

function copiesOver(call: Call): Output {
  const options = readOptions(call.args, { short: call.name === 'rsync' ? 'eBTfM' : 'cFiJloPSXD', long: ['rsh', 'exclude', 'include', 'filter', 'bwlimit', 'rsync-path', 'port', 'timeout'] });
  const shell = valuesOf(options, 'e', 'rsh', 'rsync-path');
  for (const command of shell) runsUnseen(call.judge, command, call.raw);
  const isDry = onlySays(call.name, call.args.map(plain));
  if (call.name === 'rsync' && !isDry && [...options.flags].some(flag => flag.startsWith('del') || flag.startsWith('remove-source'))) call.judge.report('delete-files', call.raw);
  for (const place of options.rest.map(plain)) {
    const host = /^(?:rsync|scp|sftp):\/\/([^/]*)/.exec(place)?.[1] ?? /^([^/:]+):/.exec(place)?.[1];
    if (host !== undefined) reachesHost(call, host);
  }
  const [first] = options.rest.map(plain);
  if (call.name === 'sftp' && first !== undefined && !/[:]/.test(first)) reachesHost(call, first);
  const last = options.rest.at(-1);
  if (last !== undefined && call.name !== 'sftp' && !isDry && !plain(last).includes(':')) overwrites(call, last);
  return UNKNOWN;
}

/** Questions to name servers carry data out where the name itself is the data. */
function asksNames(call: Call): Output {
  const { judge } = call;
  for (const word of call.args.map(plain)) {
    if (/^[+-]/.test(word)) continue;
    if (word.startsWith('@')) {
      const place = placeOf(judge.rules, word.slice(1));
      if (place === 'outside' && !/^(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9)$/.test(word.slice(1))) judge.report('traffic-outside', call.raw);
      continue;
    }
    if (!isConstant(word) && (word.includes('.') || word.includes(SECRET)) && placeOf(judge.rules, word) !== 'inside') judge.report('traffic-outside', call.raw);
    else if (call.fromList && !isConstant(word) && placeOf(judge.rules, word) !== 'inside') judge.giveUp('the names it asks for are not known', call.raw);
    else if (placeOf(judge.rules, word) !== 'inside' && word.split('.').some(label => label.length > 40 || /^[0-9a-f]{24,}$/i.test(label))) judge.report('traffic-outside', call.raw);
  }
  return UNKNOWN;
}

function socat(call: Call): Output {
  for (const word of call.args.map(plain)) {
    if (/^(?:exec|system|shell):/i.test(word)) call.judge.report('left-the-watch', call.raw);
    const target = /^(?:tcp[46]?|udp[46]?|openssl|ssl|socks4a?|proxy)(?:-connect|-sendto)?:([^:,]+)/i.exec(word);
    if (target && !/listen/i.test(word)) reachesHost(call, target[1] as string);
    if (/-listen:/i.test(word) || /^(?:tcp[46]?|udp[46]?)-l:/i.test(word)) call.judge.report('left-the-watch', call.raw);
  }
  return UNKNOWN;
}

function dial(call: Call): Output {
  const [host = '', port] = readOptions(call.args, { short: call.name === 'telnet' ? 'ebnlSX' : 'Pp' }).rest.map(plain);
  if (host) reachesHost(call, host);
  if (port === REDIS_PORT && call.stdin) call.judge.nested({ language: 'redis', text: call.stdin.text });
  return UNKNOWN;
}

function mails(call: Call): Output {
  const addresses = call.args.map(plain).filter(word => word.includes('@'));
  if (addresses.length === 0 && call.name !== 'mail') call.judge.giveUp('whom it writes to is not known', call.raw);
  for (const address of addresses) reachesHost(call, address);
  return UNKNOWN;
}

export const NETWORK_PROGRAMS: Record<string, (call: Call) => Output> = {
  curl,
  wget,
  http: call => urlsOf(call),
  https: call => urlsOf(call),
  xh: call => urlsOf(call),
  aria2c: call => urlsOf(call),
  axel: call => urlsOf(call),
  lynx: call => urlsOf(call),
  w3m: call => urlsOf(call),
  links: call => urlsOf(call),
  nc: netcat,
  ncat: netcat,
  netcat,
  'nc.openbsd': netcat,
  'nc.traditional': netcat,
  socat,
  telnet: dial,
  ftp: dial,
  tftp: dial,
  sftp: call => copiesOver(call),
  scp: call => copiesOver(call),
  rsync: call => copiesOver(call),
  ssh,
  autossh: ssh,
  dig: asksNames,
  nslookup: asksNames,
  host: asksNames,
  drill: asksNames,
  resolvectl: asksNames,
  ping: asksNames,
  getent: asksNames,
  mail: mails,
  mailx: mails,
  mutt: mails,
  sendmail: mails,
  swaks: mails,
};

function urlsOf(call: Call): Output {
  const { rest } = readOptions(call.args, { short: 'adoxA', long: ['dump', 'auth', 'output'] });
  const words = rest.map(plain).filter(word => !/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(word));
  if (rest.map(plain).includes('DELETE')) call.judge.report('destructive-command', call.raw);
  const [url] = words;
  if (url !== undefined) reachesUrl(call, url.startsWith(':') ? `localhost${url}` : url);
  return { text: HOLE, from: 'network' };
}

/** `openssl s_client` shows certificates where nothing is sent through it. */
export function opensTls(call: Call): void {
  const args = call.args.map(plain);
  const target = args[args.indexOf('-connect') + 1];
  if (args[0] !== 's_client' || !args.includes('-connect') || target === undefined) return;
  const sendsNothing = call.stdin !== undefined && ['', '\n', 'Q\n', 'q\n', 'QUIT\n'].includes(call.stdin.text);
  const place = placeOf(call.judge.rules, target);
  if (!(place === 'outside' && sendsNothing)) reachesHost(call, target);
}
