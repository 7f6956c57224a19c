import { mayFireNear } from './fires';
import type { ScheduleSpec } from './model';
import { NearTicks } from './nearTicks';
import { DAILY, NOW, cron, eventBridge } from './testEstate';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const WITHIN = 15 * MINUTE_MS;

/** Instants from `NOW` on, so many minutes apart. */
const every = (apart: number, count: number) =>
  Array.from(
    { length: count },
    (_, i) => NOW.getTime() + i * apart * MINUTE_MS,
  );

describe('NearTicks says of each instant what a look-up of its own says', () => {
  it.each<[string, ScheduleSpec[], number[]]>([
    ['every minute', [cron('* * * * *')], every(61, 400)],
    ['daily, asked each quarter', [DAILY], every(15, 500)],
    ['daily, asked each month', [DAILY], every(31 * 1440 - 20, 40)],
    ['every minute, asked each month', [cron('* * * * *')], every(43_201, 30)],
    [
      'in two zones',
      [DAILY, eventBridge('cron(0 3 * * ? *)', 'UTC')],
      every(29, 300),
    ],
    ['monthly, and rarely asked', [cron('15 4 1 * *')], every(1441, 90)],
    ['once', [eventBridge('at(2026-02-20T04:15:00)')], every(17, 900)],
    [
      'in the past only',
      [eventBridge('at(2020-02-20T04:15:00)')],
      every(17, 9),
    ],
    ['never', [cron('0 0 30 2 *')], every(1440, 9)],
    ['at no known time', [cron('@reboot')], every(1440, 3)],
    ['nothing known', [], every(1440, 3)],
    [
      'where clocks jump',
      [{ ...cron('30 2 * * *'), timezone: 'Europe/Berlin' }],
      every(37, 2000),
    ],
    ['backwards', [DAILY], every(50, 400).reverse()],
    [
      'to and fro',
      [DAILY],
      every(97, 300).map((at, i) => (i % 2 ? at : at - 2 * DAY_MS)),
    ],
  ])('%s', (_, specs, instants) => {
    const near = new NearTicks(specs, WITHIN);
    expect(instants.map(at => near.mayFireNear(at))).toEqual(
      instants.map(at => mayFireNear(specs, at, WITHIN)),
    );
  });

  it.each([
    ['a quarter before', -WITHIN, true],
    ['a millisecond more before', -WITHIN - 1, false],
    ['a quarter after', WITHIN, true],
    ['a millisecond more after', WITHIN + 1, false],
  ])('its bounds are inclusive: %s', (_, apart, isNear) => {
    const tick = Date.parse('2026-02-12T19:15:00.000Z');
    expect(new NearTicks([DAILY], WITHIN).mayFireNear(tick + apart)).toBe(
      isNear,
    );
  });
});
