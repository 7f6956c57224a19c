import { placeOf, readUrl } from '../hosts.ts';
import { type Chain, pathOf } from './chains.ts';
import { NETWORK_OWNERS } from './owners.ts';
import type { Reading } from './reading.ts';


export function judgeNetwork(reading: Reading, chain: Chain): void {
  const root = chain.segments[0]?.name ?? '';
  const isCall = chain.segments.some(({ args, isIndex }) => args !== undefined && !isIndex);
  const opens = reading.code.ruby && /^(?:open|URI)$/.test(root) && chain.segments.some(({ name }) => name === 'open');
  const required = root === 'require' && ['http', 'https', 'net', 'tls', 'dgram', 'dns', 'axios', 'got', 'node-fetch', 'undici', 'http2'].includes((reading.constants.text(chain.segments[0]?.args?.[0]) ?? '').replace(/^node:/, '')) && chain.segments.length > 1;
  if (!isCall || !(opens || required || NETWORK_OWNERS.test(root))) return;
  if (root === 'Aws' || (root === 'URI' && !opens) || (root === 'HTTP' && !reading.code.ruby) || (root === 'Mail' && !chain.segments.some(({ name }) => /deliver/.test(name)))) return;
  const path = pathOf(chain);
  if (/^(?:Net\.HTTP\.[A-Z]\w*\.new|URI\.(?:parse|join|encode|decode)|Socket\.gethostname|http\.STATUS|request\.|dns\.get|https?\.(?:globalAgent|Agent)|http2\.constants)/.test(path) && !/start|request/.test(path)) return;
  const texts = stringsIn(reading, chain, required ? 1 : 0);
  const sockets = /^(?:TCPSocket|UDPSocket|Socket|Resolv|net|tls|dns)$/.test(required ? (reading.constants.text(chain.segments[0]?.args?.[0]) ?? '').replace(/^node:/, '') : root);
  let known = false;
  for (const text of texts) {
    if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|utf-?8|application\/.*|r|rb|json|udp4|udp6|A|TXT)$/i.test(text)) continue;
    const isUrl = /^[a-z][a-z0-9+]*:\/\//i.test(text);
    const isName = sockets && /^[\w-]+$/.test(text) && /[a-z]/i.test(text);
    const isHost = isName || /^[\w.\uE000-]+(?::\d+)?$/.test(text) && (/\./.test(text) || text === 'localhost') && !/^\//.test(text);
    if (!isUrl && !isHost) {
      if (opens && root === 'open' && /^[\w./-]+$/.test(text)) known = true;
      continue;
    }
    known = true;
    const place = placeOf(reading.judge.rules, readUrl(text).host);
    if (place === 'outside') reading.report('traffic-outside', chain);
    else if (place === 'credentials') reading.report('credential-read', chain);
    else if (place === 'unknown') reading.giveUp('the host it talks to is not known', chain);
  }
  if (!known && !(opens && root === 'open' && texts.length > 0)) reading.giveUp('the host it talks to is not known', chain);
}

/** Constant texts among the arguments, variables followed. */
function stringsIn(reading: Reading, chain: Chain, from: number): string[] {
  const found: string[] = [];
  for (const { args = [] } of chain.segments.slice(from)) {
    for (const span of args) {
      const value = reading.constants.text(span);
      if (value !== undefined) found.push(value);
      else {
        for (let at = span[0]; at < Math.min(span[1], span[0] + 60); at += 1) {
          const token = reading.code.tokens[at];
          if (token?.kind === 'string') found.push(token.text);
          else if (token?.kind === 'word') {
            const assignment = reading.constants.assignmentOf(token.text);
            const text = assignment && !(assignment[0] <= at && at < assignment[1]) ? reading.constants.text(assignment) : undefined;
            if (text !== undefined) found.push(text);
          }
        }
      }
    }
  }
  return found;
}
