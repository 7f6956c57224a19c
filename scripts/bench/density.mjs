/** Runs of a large estate in buckets over a leap year. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { medianTime, source } from './rounds.mjs';

const JOBS = 10_000;
const ZONES = ['Asia/Tokyo', 'America/New_York', 'Europe/London', 'UTC'];

/** Nearly all different, as those of many hosts are. */
function schedules() {
  return Array.from({ length: JOBS }, (_, i) => {
    const minute = (i * 7) % 60;
    const other = Math.floor(i / 60) % 60;
    const minutes = [minute, other].sort((a, b) => a - b).join(',');
    const hour = (i * 5) % 24;
    const forms = [
      `${other}-59/${5 + (i % 11)} * * * *`,
      `${minutes} * * * *`,
      `${minutes} ${hour} * * *`,
      `${minutes} ${hour} * * 1-5`,
      `${minutes} ${hour} ${1 + (i % 28)} * *`,
      `${minutes} 8-18 * * ${i % 7}`,
      `${minutes} ${hour} 1,15 * ${i % 7}`,
    ];
    return {
      dialect: i % 2 === 0 ? 'debian-cron' : 'cronie',
      expression: forms[i % forms.length],
      timezone: ZONES[Math.floor(i / forms.length) % ZONES.length],
    };
  });
}

/** The work that is measured; the jobs are made ready before it. */
export function densityOfEstate() {
  const { density } = source('cron/index.ts');
  const specs = schedules();
  const from = new Date('2028-01-01T00:00:00Z');
  const to = new Date('2029-01-01T00:00:00Z');
  return () => density(specs, from, to, 10);
}

/** In a process of its own: what others measured before must not count, nor hide it. */
function memoryOfFirstCall() {
  const script = fileURLToPath(new URL('./densityMemory.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, script],
    { encoding: 'utf8' },
  );
  const megabytes = Number(stdout);
  if (status !== 0 || !(megabytes >= 0)) {
    throw new Error(`The memory of density was not measured: ${stderr}`);
  }
  return megabytes;
}

export function* densityRows() {
  const name = 'density of 10,000 jobs over 366 days, 10-minute buckets';
  yield {
    name: `${name}, memory of the first call`,
    value: memoryOfFirstCall(),
    unit: 'MB',
    target: 200,
    better: 'lower',
  };
  yield {
    name,
    value: medianTime(densityOfEstate(), { rounds: 5, warmUp: 1 }) / 1000,
    unit: 's',
    target: 1,
    better: 'lower',
  };
}
