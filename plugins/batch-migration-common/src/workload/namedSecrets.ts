import {
  type Found,
  type Sight,
  found,
  lengthOf,
  nameBefore,
  upperSnake,
} from './secretRule';
import { type LinePlace, pieceSize, sizeToQuote, wordSize } from './shellWords';

/** Last part of a name that says that its value is a credential. */
export const SECRET_WORD =
  '(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PASS|PWD|PW|SECRET|TOKEN|' +
  'API[_-]?KEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|PRIVATE[_-]?KEY|' +
  'ENCRYPTION[_-]?KEY|SIGNING[_-]?KEY|MASTER[_-]?KEY|AUTH[_-]?KEY|' +
  'ACCOUNT[_-]?KEY|SHARED[_-]?KEY|ROUTING[_-]?KEY|LICENSE[_-]?KEY|' +
  'SECRET[_-]?KEY[_-]?BASE|REDISCLI_AUTH|CREDENTIALS?)';

/** Names that end in such a word and hold no credential. */
const HARMLESS_NAME =
  /^(?:PWD|OLDPWD)$|^no[_-]|(?:^|[^A-Za-z])(?:by|com|sur|tres|under|over)pass$/i;

/** `-psecret` is no name; `-storepass` is. */
const SINGLE_DASH = new RegExp(
  `^(?:[A-Za-z0-9]{1,60}[_.-]){0,8}(?:(?:SRC|DEST)?(?:STORE|KEY))?${SECRET_WORD}$`,
  'i',
);

/** Values that only switch something on or off. */
const SWITCH = /^(?:true|false|yes|no|null|none|nil)$/i;

/** No quotes around. */
const OPEN: LinePlace = { quote: '', inEscaped: false, tools: new Set() };

/** `"NAME=a value"`, given to a command as a whole. */
const WHOLE_ARGUMENT =
  /(?:^|[ \t])(?:-e|--env|env|export|--build-arg|declare|set)[ \t=]+["']$/;

export function findAssignment({
  before,
  hit,
  rest,
  place,
}: Sight): Found | null {
  const ahead = nameBefore(before);
  const name = (ahead + hit.slice(0, -1)).replace(/^[_.-]+/, '');
  if (HARMLESS_NAME.test(name)) return null;
  const around = before.slice(0, before.length - ahead.length);
  let size = wordSize(rest, place);
  if (
    place.quote &&
    around.endsWith(place.quote) &&
    WHOLE_ARGUMENT.test(around)
  )
    size = sizeToQuote(rest, place);
  let value = rest.slice(0, size);
  if (/[?&]$/.test(around)) value = value.replace(/#.*$/, '');
  return SWITCH.test(value) ? null : found(upperSnake(name), value.length);
}

export function findParameter({ hit, rest }: Sight): Found | null {
  const size = lengthOf(/^[^ \t\r"'&#]+/, rest);
  const name = hit.slice(1, -1);
  return /^(?:key|code)$/i.test(name) && size < 20
    ? null
    : found(upperSnake(name), size);
}

export function findOption({ hit, rest, place }: Sight): Found | null {
  const name = hit.replace(/^[ \t]+-*|[ \t]+$/g, '');
  const isOption = /^[ \t]+-/.test(hit);
  const isSetting = ['configure', 'config'].some(tool => place.tools.has(tool));
  if ((!isOption && !isSetting) || HARMLESS_NAME.test(name)) return null;
  if (/^[ \t]+-[^-]/.test(hit) && !SINGLE_DASH.test(name)) return null;
  if (rest.startsWith('-') || /^id=/.test(rest)) return null;
  // Of openssl: where the passphrase is.
  if (
    /^pass$/i.test(name) &&
    /^["']?(?:(?:pass|env|file|fd):|stdin)/.test(rest)
  )
    return null;
  const size = wordSize(rest, place);
  return SWITCH.test(rest.slice(0, size))
    ? null
    : found(upperSnake(name), size);
}

export function findField({ before, hit, rest, place }: Sight): Found | null {
  const ahead = nameBefore(before);
  const word = /^[A-Za-z0-9_-]+/.exec(hit)![0];
  const name = upperSnake(ahead + word);
  const hasQuotedName = /^\\?["']/.test(hit.slice(word.length));
  if (HARMLESS_NAME.test(ahead + word)) return null;
  if (/^(?:\\?"|')/.test(rest)) {
    if (rest[0] === place.quote && !hasQuotedName) return null;
    const size = rest.startsWith('\\')
      ? wordSize(rest, OPEN)
      : pieceSize(rest) || sizeToQuote(rest, place) || rest.length;
    return found(name, size);
  }
  const number = hasQuotedName ? lengthOf(/^\d{4,}(?=[ \t,}\]])/, rest) : 0;
  return number ? found(name, number) : null;
}
