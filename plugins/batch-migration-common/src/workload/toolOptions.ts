import { type Found, type Sight, found, lengthOf } from './secretRule';
import {
  type LinePlace,
  indexInWord,
  sizeToQuote,
  unquoteWord,
  wordSize,
} from './shellWords';

/** The part of a word behind a separator, without the quotes that end it. */
function afterSeparator(
  rest: string,
  skip: number,
  separator: string,
  place: LinePlace,
): { skip: number; size: number } | null {
  const word = rest.slice(skip, skip + wordSize(rest.slice(skip), place));
  const [open, , close] = unquoteWord(word);
  const at = indexInWord(word, separator);
  if (at < Math.max(1, open.length)) return null;
  const value = word.slice(at + 1, word.length - close.length);
  return value === '' || value.startsWith('//')
    ? null
    : { skip: skip + at + 1, size: value.length };
}

interface ToolOption {
  tools: RegExp;
  /** What follows the first dash. */
  option: RegExp;
  name: string;
  /** The credential is what follows this in the value. */
  separator?: string;
}

const HTTP_TOOLS = /^(?:curl|wget|https?|xh|ab)$/;

const TOOL_OPTIONS: readonly ToolOption[] = [
  // mysql takes the value only when attached.
  {
    tools: /^(?:mysql\w*|mariadb[\w-]*|mycli)$/,
    option: /^[ABCEGHLNXcfinqrstvw]*p(?![ \t\r]|[\d.]+:\d)/,
    name: 'MYSQL_PASSWORD',
  },
  {
    tools: /^(?:sshpass|mongo\w*|ncftp\w*|login)$/,
    option: /^p(?:=|[ \t]*)(?!-)/,
    name: 'PASSWORD',
  },
  {
    tools: /^(?:zip|unzip|sqlcmd|bcp|mosquitto_\w+|ipmitool)$/,
    option: /^P[ \t]*(?!-)/,
    name: 'PASSWORD',
  },
  { tools: /^(?:7z[ar]?|rar|unrar)$/, option: /^h?p/, name: 'PASSWORD' },
  { tools: /^(?:sendemail|swaks)$/, option: /^[ax]p[ \t]+/, name: 'PASSWORD' },
  { tools: /^redis-cli$/, option: /^a[ \t]+/, name: 'REDIS_PASSWORD' },
  { tools: /^ldap\w+$/, option: /^w[ \t]*/, name: 'LDAP_PASSWORD' },
  {
    tools: HTTP_TOOLS,
    option:
      /^(?:[0-6#BGIJLNORSZafgijklnpqsv]*[uU][ \t]*|-(?:proxy-)?user(?:[ \t]+|=))/,
    name: 'HTTP_PASSWORD',
    separator: ':',
  },
  {
    tools: /^(?:https?|xh|ab)$/,
    option: /^[aAP][ \t]+/,
    name: 'HTTP_PASSWORD',
    separator: ':',
  },
  {
    tools: /^curl$/,
    option: /^(?:b[ \t]*|-cookie(?:[ \t]+|=))/,
    name: 'COOKIE',
    separator: '=',
  },
  {
    tools: /^lftp$/,
    option: /^u[ \t]*/,
    name: 'FTP_PASSWORD',
    separator: ',',
  },
  {
    tools: /^(?:smbclient|rpcclient|smbget)$/,
    option: /^(?:U[ \t]*|-user(?:[ \t]+|=))/,
    name: 'SMB_PASSWORD',
    separator: '%',
  },
  {
    tools: /./,
    option: /^-?auth(?:[ \t]+|=)/,
    name: 'HTTP_PASSWORD',
    separator: ':',
  },
];

/** A short option of a tool that carries a credential. */
export function findToolOption({ rest, place }: Sight): Found | null {
  for (const { tools, option, name, separator } of TOOL_OPTIONS) {
    const skip = lengthOf(option, rest);
    if (!skip) continue;
    const isTool =
      tools.source === '.' || [...place.tools].some(tool => tools.test(tool));
    if (!isTool) continue;
    const part = separator
      ? afterSeparator(rest, skip, separator, place)
      : { skip, size: wordSize(rest.slice(skip), place) };
    if (part?.size) return found(name, part.size, part.skip);
  }
  return null;
}

/** `scott/tiger@orcl`, of Oracle's tools. */
export function findLogon({ rest, place }: Sight): Found | null {
  const isOracle = [...place.tools].some(tool =>
    /^(?:sqlplus|sqlldr|rman|expdp|impdp)$/.test(tool),
  );
  if (!isOracle) return null;
  const value = /^[^ \t\r"'/@]+(?![^ \t\r"'@])/.exec(rest)?.[0] ?? '';
  return /\.sql$/i.test(value) ? null : found('ORACLE_PASSWORD', value.length);
}

/** `-pass pass:secret`, of openssl. */
export function findPassphrase({ rest, place }: Sight): Found | null {
  const skip = lengthOf(/^["']?pass:/, rest);
  if (!skip) return null;
  const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : '';
  const value = rest.slice(skip);
  return found(
    'PASSPHRASE',
    quote
      ? sizeToQuote(value, { quote, inEscaped: false })
      : wordSize(value, place),
    skip,
  );
}
