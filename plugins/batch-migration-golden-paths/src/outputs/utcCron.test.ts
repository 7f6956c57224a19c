import { utcRules } from './utcCron';

describe('utcRules', () => {
  it.each([
    ['rate(5 minutes)', 'Europe/Berlin', ['rate(5 minutes)']],
    ['cron(15 4 ? * MON-FRI *)', 'UTC', ['cron(15 4 ? * MON-FRI *)']],
    ['cron(0/5 * * * ? *)', 'Asia/Tokyo', ['cron(0/5 * * * ? *)']],
    // Before nine in Tokyo it is still the day before in UTC.
    ['cron(15 4 * * ? *)', 'Asia/Tokyo', ['cron(15 19 * * ? *)']],
    [
      'cron(15 4 ? * MON-FRI *)',
      'Asia/Tokyo',
      ['cron(15 19 ? * SUN,MON,TUE,WED,THU *)'],
    ],
    ['cron(30 17 ? * MON-FRI *)', 'Asia/Tokyo', ['cron(30 8 ? * MON-FRI *)']],
    [
      'cron(0 8,10 ? * 2 *)',
      'Asia/Tokyo',
      ['cron(0 23 ? * SUN *)', 'cron(0 1 ? * 2 *)'],
    ],
    ['cron(0 5 1 * ? *)', 'Asia/Tokyo', ['cron(0 20 L * ? *)']],
    ['cron(0 6 25 * ? *)', 'Asia/Tokyo', ['cron(0 21 24 * ? *)']],
    ['cron(0 20 ? * SUN *)', 'America/Phoenix', ['cron(0 3 ? * MON *)']],
    // Half an hour apart from UTC.
    ['cron(15 10 * * ? *)', 'Asia/Kolkata', ['cron(45 4 * * ? *)']],
  ])('%s in %s is %j', (expression, timezone, expressions) => {
    expect(utcRules(expression, timezone)).toEqual({
      expressions,
      problem: null,
    });
  });

  it.each([
    ['cron(15 4 * * ? *)', 'Europe/Berlin', /clocks change/],
    ['cron(0 * ? * MON *)', 'America/New_York', /clocks change/],
    // An hour that repeats: Scheduler starts once, a rule twice.
    ['cron(0/5 * * * ? *)', 'Europe/Berlin', /clocks change/],
    ['cron(0/5 * * * ? *)', 'Australia/Lord_Howe', /clocks change/],
    ['cron(0 5 31 * ? *)', 'Asia/Tokyo', /another month/],
    ['cron(0 5 * 3 ? *)', 'Asia/Tokyo', /another month/],
    ['cron(0 5 ? * MON#1 *)', 'Asia/Tokyo', /# and L/],
    ['cron(0 5 L * ? *)', 'Asia/Tokyo', /another month/],
    ['at(2026-03-01T04:00:00)', 'UTC', /cron\(…\) and rate/],
    ['cron(61 4 * * ? *)', 'UTC', /cron\(…\) and rate/],
  ])('refuses %s in %s', (expression, timezone, why) => {
    const { expressions, problem } = utcRules(expression, timezone);
    expect(expressions).toEqual([]);
    expect(problem).toMatch(why);
    expect(problem).toMatch(/Choose the CDK output/);
  });
});
