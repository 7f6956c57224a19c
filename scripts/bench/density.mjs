/** Runs of a large estate in buckets over a leap year. */
import { medianTime, source } from './rounds.mjs';

const JOBS = 10_000;
const ZONES = ['Asia/Tokyo', 'America/New_York', 'Europe/London', 'UTC'];
const MEGABYTE = 1024 * 1024;

/** Expressions that hardly repeat, as hosts have them. */
function schedules() {
  return Array.from({ length: JOBS }, (_, i) => {
    const minute = (i * 7) % 60;
    const hour = (i * 5) % 24;
    const forms = [
      `*/${5 + (i % 11)} * * * *`,
      `${minute} * * * *`,
      `${minute} ${hour} * * *`,
      `${minute} ${hour} * * 1-5`,
      `${minute} ${hour} ${1 + (i % 28)} * *`,
      `${minute},${(minute + 30) % 60} 8-18 * * ${i % 7}`,
    ];
    return {
      dialect: i % 2 === 0 ? 'debian-cron' : 'cronie',
      expression: forms[i % forms.length],
      timezone: ZONES[Math.floor(i / forms.length) % ZONES.length],
    };
  });
}

export function* densityRows() {
  const { density } = source('cron/index.ts');
  const specs = schedules();
  const from = new Date('2028-01-01T00:00:00Z');
  const to = new Date('2029-01-01T00:00:00Z');
  const work = () => density(specs, from, to, 10);
  globalThis.gc();
  const before = memory();
  work();
  const grown = (memory() - before) / MEGABYTE;
  const name = 'density of 10,000 jobs over 366 days, 10-minute buckets';
  yield {
    name: `${name}, memory of the first call`,
    value: Math.max(grown, 0),
    unit: 'MB',
    target: 200,
    better: 'lower',
  };
  yield {
    name,
    value: medianTime(work, { rounds: 5, warmUp: 1 }) / 1000,
    unit: 's',
    target: 1,
    better: 'lower',
  };
}

/** Without a collection between, this bounds from above what a call takes. */
function memory() {
  return process.memoryUsage.rss();
}
