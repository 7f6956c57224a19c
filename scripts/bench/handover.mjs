/** Planning the move of a large estate. */
import { medianTime, source } from './rounds.mjs';

const JOBS = 1000;

function jobs() {
  return Array.from({ length: JOBS }, (_, i) => {
    const minute = (i * 7) % 60;
    const hour = (i * 5) % 24;
    const weekday = 1 + (i % 5);
    const [legacy, target] = [
      [`${minute} ${hour} * * *`, `cron(${minute} ${hour} * * ? *)`],
      [`${minute} * * * *`, `cron(${minute} * * * ? *)`],
      [
        `${minute} ${hour} * * ${weekday}`,
        `cron(${minute} ${hour} ? * ${weekday + 1} *)`,
      ],
      ['*/30 * * * *', 'cron(0/30 * * * ? *)'],
    ][i % 4];
    const timezone = i % 3 === 0 ? 'America/New_York' : 'Asia/Tokyo';
    return {
      id: `job-${i}`,
      name: `job ${i}`,
      legacy: [{ dialect: 'debian-cron', expression: legacy, timezone }],
      target: [{ dialect: 'eventbridge', expression: target, timezone }],
      scheduleChanges: false,
      longestRun: {
        seconds: 60 + (i % 10) * 60,
        source: 'measured',
        expiresAt: null,
      },
      places: [`crontab:default/bat${i % 20}/var/spool/cron/crontabs/batch`],
      lock: i % 10 === 0 ? `lock-${Math.floor(i / 50)}` : null,
      after: [],
      hostTls12: true,
      runsTwice: false,
      warnings: [],
    };
  });
}

export function* handoverRows() {
  const { planHandover } = source('handover/index.ts');
  const fleet = jobs();
  const work = () =>
    planHandover(fleet, {
      from: new Date('2026-02-12T00:00:00Z'),
      withinDays: 14,
    });
  yield {
    name: 'planHandover for 1,000 jobs within 14 days',
    value: medianTime(work, { rounds: 7, warmUp: 2 }),
    unit: 'ms',
    target: 200,
    better: 'lower',
  };
}
