import {
  cronOf,
  instantOf,
  modeOf,
  partsOf,
  rateOf,
  toAt,
  toRate,
} from './scheduleModes';

describe('scheduleModes', () => {
  it.each([
    ['cron(15 4 ? * MON-FRI *)', 'cron'],
    ['rate(5 minutes)', 'every'],
    ['at(2026-03-01T00:00:00)', 'once'],
    ['', 'cron'],
    ['15 4 * * *', 'cron'],
  ])('says %s as %s', (expression, mode) => {
    expect(modeOf(expression)).toBe(mode);
  });

  it.each(['cron(15 4 ? * MON-FRI *)', 'cron(0/5 1,2 L * ? 2026-2030)'])(
    'takes %s apart and puts it together again',
    expression => {
      expect(cronOf(partsOf(expression))).toBe(expression);
    },
  );

  it('keeps the other fields in their places while one is empty', () => {
    const parts = { ...partsOf('cron(15 4 ? * MON-FRI *)'), hour: '' };
    const emptied = partsOf(cronOf(parts));
    expect(emptied).toMatchObject({ minute: '15', dayOfWeek: 'MON-FRI' });
    expect(cronOf({ ...parts, hour: ' 5 ' })).toBe('cron(15 5 ? * MON-FRI *)');
  });

  it.each([
    ['1', 'hour', 'rate(1 hour)'],
    ['5', 'minute', 'rate(5 minutes)'],
  ] as const)('every %s %s is %s', (every, unit, expression) => {
    expect(toRate(every, unit)).toBe(expression);
    expect(rateOf(expression)).toEqual({ every, unit });
  });

  it('takes an instant as the browser gives it', () => {
    expect(toAt('2026-03-01T05:30')).toBe('at(2026-03-01T05:30:00)');
    expect(instantOf('at(2026-03-01T05:30:00)')).toBe('2026-03-01T05:30');
  });
});
