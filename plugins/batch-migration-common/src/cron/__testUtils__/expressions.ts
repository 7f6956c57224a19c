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
