/** Arbitrary crontab expressions for property tests. */
import fc from 'fast-check';

function part(low: number, high: number) {
  const number = fc.integer({ min: low, max: high });
  const range = fc
    .tuple(number, number)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)].join('-'));
  const step = fc.integer({ min: 1, max: high - low });
  return fc.oneof(
    number.map(String),
    range,
    fc.tuple(range, step).map(([text, each]) => `${text}/${each}`),
  );
}

function field(low: number, high: number, stars: number) {
  const list = fc
    .array(part(low, high), { minLength: 1, maxLength: 3 })
    .map(parts => parts.join(','));
  return fc.oneof(
    { arbitrary: fc.constant('*'), weight: stars },
    {
      arbitrary: fc
        .integer({ min: 2, max: high - low })
        .map(step => `*/${step}`),
      weight: 2,
    },
    { arbitrary: list, weight: 4 },
  );
}

/** Five fields that every cron accepts, reversed ranges left out. */
export const anyExpression = fc
  .tuple(
    field(0, 59, 1),
    field(0, 23, 2),
    field(1, 31, 4),
    field(1, 12, 5),
    field(0, 7, 4),
  )
  .map(fields => fields.join(' '));

/** Every day at any times: dense enough to meet a clock that jumps. */
export const anyTimes = fc
  .tuple(field(0, 59, 1), field(0, 4, 1))
  .map(([minute, hour]) => `${minute} ${hour} * * *`);

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat sun'.split(' ');

/** Numbers as names in any case, which steps never are. */
function named(text: string, names: string[], low: number) {
  return text
    .split(',')
    .map(each => {
      const [range, step] = each.split('/');
      const words = range.replace(/\d+/g, digits => {
        const name = names[Number(digits) - low];
        return Number(digits) % 2 === 0 ? name.toUpperCase() : name;
      });
      return step === undefined ? words : `${words}/${step}`;
    })
    .join(',');
}

/** A list that begins with a star and goes on, or holds a range that runs backwards. */
function oddly(text: string, odd: number) {
  const [range] = text.split('/');
  const [first, last] = range.split('-');
  if (odd === 1 && !text.startsWith('*')) return `*/9,${text}`;
  if (odd === 2 && last !== undefined && !text.includes(',')) {
    return `${last}-${first}`;
  }
  return text;
}

/**
 * Everything that Debian's cron and current cronie both accept: also names,
 * @words, lists that begin with `*`, ranges that run backwards.
 */
export const anyCronText = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      '@hourly',
      '@daily',
      '@midnight',
      '@weekly',
      '@monthly',
      '@yearly',
      '@annually',
    ),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(
        anyExpression,
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 9 }), {
          minLength: 5,
          maxLength: 5,
        }),
      )
      .map(([expression, useNames, odd]) => {
        const fields = expression
          .split(' ')
          .map((text, i) => oddly(text, odd[i]));
        if (useNames) {
          fields[3] = named(fields[3], MONTHS, 1);
          fields[4] = named(fields[4], WEEKDAYS, 0);
        }
        return fields.join(' ');
      }),
    weight: 12,
  },
);
