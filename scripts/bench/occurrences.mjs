/** One year of runs of mixed expressions, against the peers, in one process. */
import { median, peer, source, timeOf } from './rounds.mjs';

const FROM = new Date('2026-01-01T00:00:00Z');
const TO = new Date('2027-01-01T00:00:00Z');
const ZONES = ['Asia/Tokyo', 'America/New_York'];
const EXPRESSIONS = [
  '*/20 * * * *',
  '0 * * * *',
  '15 3 * * *',
  '30 9 * * 1-5',
  '0,20,40 8-18 * * 1-5',
  '5 4 1,15 * *',
  '0 0 1 */3 *',
  '45 23 * * 0',
];
const ROUNDS = 3;
/** A round of ours is too short for the clock alone. */
const REPEATS = 20;

const pairs = ZONES.flatMap(timezone =>
  EXPRESSIONS.map(expression => ({ expression, timezone })),
);

function countOurs(occurrences) {
  let count = 0;
  for (const { expression, timezone } of pairs) {
    const spec = { dialect: 'debian-cron', expression, timezone };
    for (const at of occurrences(spec, FROM, TO)) {
      if (at) count += 1;
    }
  }
  return count;
}

function countCronParser({ CronExpressionParser }) {
  let count = 0;
  for (const { expression, timezone } of pairs) {
    const runs = CronExpressionParser.parse(expression, {
      currentDate: new Date(FROM.getTime() - 1),
      tz: timezone,
    });
    while (runs.next().getTime() < TO.getTime()) count += 1;
  }
  return count;
}

function countCroner({ Cron }) {
  let count = 0;
  for (const { expression, timezone } of pairs) {
    const job = new Cron(expression, { timezone, paused: true });
    let at = job.nextRun(new Date(FROM.getTime() - 1));
    while (at && at.getTime() < TO.getTime()) {
      count += 1;
      at = job.nextRun(at);
    }
  }
  return count;
}

export function* occurrenceRows() {
  const { occurrences } = source('cron/index.ts');
  const peers = [
    ['cron-parser', () => countCronParser(peer('cron-parser'))],
    ['croner', () => countCroner(peer('croner'))],
  ];
  const expected = countOurs(occurrences);
  for (let i = 0; i < REPEATS; i++) countOurs(occurrences);
  for (const [name, count] of peers) {
    const found = count();
    if (found !== expected) {
      throw new Error(
        `${name} finds ${found} runs where occurrences finds ${expected}: the ratio would compare different work.`,
      );
    }
    // Taken in turns, so that other load on the machine meets both.
    const ratios = Array.from({ length: ROUNDS }, () => {
      const ours = timeOf(() => {
        for (let i = 0; i < REPEATS; i++) countOurs(occurrences);
      });
      return timeOf(count) / (ours / REPEATS);
    });
    yield {
      name: `occurrences of one year against ${name}`,
      value: median(ratios),
      unit: '×',
      target: 100,
      better: 'higher',
    };
  }
}
