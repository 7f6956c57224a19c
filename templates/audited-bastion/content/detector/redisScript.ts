const LONGEST = 500;
/** Commands that a script may call: they read, and answer at once. */
const READING = new Set('GET MGET GETRANGE STRLEN EXISTS TTL PTTL EXPIRETIME TYPE HGET HMGET HGETALL HLEN HEXISTS HKEYS HVALS HSTRLEN LLEN LRANGE LINDEX LPOS SCARD SISMEMBER SMISMEMBER SMEMBERS SRANDMEMBER ZCARD ZSCORE ZMSCORE ZRANK ZREVRANK ZCOUNT ZRANGE ZREVRANGE ZRANGEBYSCORE ZREVRANGEBYSCORE XLEN XRANGE XREVRANGE BITCOUNT GETBIT DBSIZE TIME PING'.split(' '));
/** No loop and no function among them: a script of these ends. */
const WORDS = new Set('return local if then elseif else end and or not nil true false KEYS ARGV tonumber tostring type'.split(' '));

/** Whether a script in Lua only reads: `return redis.call('GET', KEYS[1])`. */
export function onlyReads(script: string): boolean {
  if (script.length > LONGEST || /[\\\uE000\uE001]|\[\[|\[=|--/.test(script)) return false;
  const calls = [...script.matchAll(/\bredis\s*\.\s*p?call\s*\(\s*(?:"(\w+)"|'(\w+)')\s*[,)]/g)];
  // Without a command that reads there is no reason for a script.
  if (calls.length === 0 || !calls.every(([, double, single]) => READING.has((double ?? single ?? '').toUpperCase()))) return false;
  const bare = script.replace(/\bredis\s*\.\s*p?call\s*\(\s*(?:"\w+"|'\w+')\s*(?=[,)])/g, ' (').replace(/"[^"\n]*"|'[^'\n]*'/g, ' ');
  const own = new Set([...bare.matchAll(/\blocal\s+(\w+)/g)].map(([, name]) => name));
  // Under its own name everything of it could be called.
  if (own.has('redis')) return false;
  return (bare.match(/[A-Za-z_]\w*/g) ?? []).every(word => WORDS.has(word) || own.has(word));
}
