import {
  type Found,
  type Sight,
  ending,
  found,
  lengthOf,
  upperSnake,
} from './secretRule';
import { sizeToQuote, wordSize } from './shellWords';

/** A letter, digit or underscore before: a match there is a piece of a longer word. */
export const AT_WORD = /[A-Za-z0-9_]$/;

const headerBefore = (text: string) => ending(text, /[A-Za-z0-9-]/);

/** Up to the end of the quotes in which the header stands, else one word. */
function headerSize(name: string, { before, hit, rest, place }: Sight): number {
  const own =
    /\\?["']$/.exec(hit)?.[0] ??
    /\\?["']$/.exec(before.slice(0, before.length - name.length))?.[0];
  if (!own) return wordSize(rest, place);
  return sizeToQuote(rest, {
    quote: own.endsWith('"') ? '"' : "'",
    inEscaped: own === '\\"',
  });
}

export function findAuthorization(sight: Sight): Found | null {
  const { before, hit, rest } = sight;
  if (/=/.test(hit)) {
    const size = lengthOf(/^[^ \t\r"'&,;]+/, rest);
    if (!/^(?:bearer|basic|token)[ \t]/i.test(rest))
      return found('AUTHORIZATION', size);
  }
  const scheme =
    /^(bearer|basic|token|digest|apikey)[ \t]+/i.exec(rest) ?? null;
  const skip = scheme?.[0].length ?? 0;
  const prefix = headerBefore(before);
  const size = headerSize(prefix, {
    ...sight,
    before,
    rest: rest.slice(skip),
  });
  if (!scheme) return found('AUTHORIZATION', size);
  return found(
    /bearer|token/i.test(scheme[1])
      ? 'BEARER_TOKEN'
      : upperSnake(`${scheme[1]}_auth`),
    size,
    skip,
  );
}

export function findBearer({ before, rest }: Sight): Found | null {
  if (AT_WORD.test(before)) return null;
  const size = lengthOf(/^[\w.~+/=-]+/, rest);
  const isToken = size >= 20 || (size >= 12 && /\d/.test(rest.slice(0, size)));
  return isToken ? found('BEARER_TOKEN', size) : null;
}

const KNOWN_HEADER =
  /^(?:.*-)?(?:X-[A-Z-]*(?:KEY|TOKEN|SECRET)|API-?KEY|(?:PRIVATE|JOB)-TOKEN|SUBSCRIPTION-KEY)$/i;

export function findHeader(sight: Sight): Found | null {
  const ahead = headerBefore(sight.before);
  const header = ahead + /^[A-Za-z]+/.exec(sight.hit)![0];
  const around = sight.before.slice(0, sight.before.length - ahead.length);
  const isHeader =
    (KNOWN_HEADER.test(header) && !/[A-Za-z0-9_]$/.test(around)) ||
    /(?:^|[ \t])(?:-H|--header)[ \t=]*(?:\\?["'])?$/.test(around);
  return isHeader ? found(upperSnake(header), headerSize(ahead, sight)) : null;
}
