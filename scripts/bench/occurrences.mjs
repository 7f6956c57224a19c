/** One year of runs of mixed expressions, against the peers, in one process. */
import { median, peer, source, timeOf } from './rounds.mjs';

const FROM = new Date('2026-01-01T00:00:00Z');
const TO = new Date('2027-01-01T00:00:00Z');
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

/** Each visits the runs in [FROM, TO), in order. */
const PEERS = [
  {
    name: 'cron-parser',
    target: 100,
    zones: ['Asia/Tokyo', 'America/New_York'],
    visitor: () => {
      const { CronExpressionParser } = peer('cron-parser');
      return (expression, tz, visit) => {
        const runs = CronExpressionParser.parse(expression, {
          currentDate: new Date(FROM.getTime() - 1),
          tz,
        });
        for (let at = runs.next(); at.getTime() < TO.getTime(); ) {
          visit(at.getTime());
          at = runs.next();
        }
      };
    },
  },
  {
    name: 'croner',
    target: 100,
    zones: ['Asia/Tokyo', 'America/New_York'],
    visitor: () => {
      const { Cron } = peer('croner');
      return (expression, timezone, visit) => {
        const job = new Cron(expression, { timezone, paused: true });
        let at = job.nextRun(new Date(FROM.getTime() - 1));
        while (at && at.getTime() < TO.getTime()) {
          visit(at.getTime());
          at = job.nextRun(at);
        }
      };
    },
  },
  {
    name: 'cron-schedule (UTC), as milliseconds',
    target: 10,
    // Making a Date takes more than a tenth of its run: with Dates on both
    // sides the ratio would measure those.
    asTimes: true,
    zones: ['UTC'],
    visitor: () => {
      const { parseCronExpression } = peer('cron-schedule');
      return (expression, _timezone, visit) => {
        const cron = parseCronExpression(expression);
        const before = new Date(FROM.getTime() - 1000);
        for (const at of cron.getNextDatesIterator(before, TO)) {
          // Its end is inclusive.
          if (at.getTime() < TO.getTime()) visit(at.getTime());
        }
      };
    },
  },
];

function visitOurs(asTimes) {
  const { occurrences, occurrenceTimes } = source('cron/index.ts');
  const specOf = (expression, timezone) => ({
    dialect: 'debian-cron',
    expression,
    timezone,
  });
  if (asTimes) {
    return (expression, timezone, visit) => {
      const spec = specOf(expression, timezone);
      const runs = occurrenceTimes(spec, FROM.getTime(), TO.getTime());
      for (const at of runs) visit(at);
    };
  }
  return (expression, timezone, visit) => {
    const spec = specOf(expression, timezone);
    for (const at of occurrences(spec, FROM, TO)) visit(at.getTime());
  };
}

function visitAll(visitor, zones, visit) {
  for (const timezone of zones) {
    for (const expression of EXPRESSIONS) visitor(expression, timezone, visit);
  }
}

function runsOf(visitor, zones) {
  const found = [];
  visitAll(visitor, zones, at => found.push(at));
  return found;
}

/** Work that is not the same must not be compared. */
function refuseDifference(name, theirs, ours) {
  const i = ours.findIndex((at, index) => at !== theirs[index]);
  if (i < 0 && theirs.length === ours.length) return;
  throw new Error(
    `${name} finds ${theirs.length} runs and occurrences ${
      ours.length
    }; they part at run ${i < 0 ? ours.length : i}.`,
  );
}

export function* occurrenceRows() {
  // cron-schedule knows the zone of its process alone.
  process.env.TZ = 'UTC';
  for (const { name, target, zones, visitor, asTimes = false } of PEERS) {
    const ours = visitOurs(asTimes);
    const theirs = visitor();
    refuseDifference(name, runsOf(theirs, zones), runsOf(ours, zones));
    let count = 0;
    const time = (each, repeats) =>
      timeOf(() => {
        for (let i = 0; i < repeats; i++) visitAll(each, zones, () => count++);
      }) / repeats;
    time(ours, REPEATS);
    // Taken in turns, so that other load on the machine meets both.
    const ratios = Array.from({ length: ROUNDS }, () => {
      const own = time(ours, REPEATS);
      return time(theirs, 1) / own;
    });
    yield {
      name: `occurrences of one year against ${name}`,
      value: median(ratios),
      unit: '×',
      target,
      better: 'higher',
    };
  }
}
