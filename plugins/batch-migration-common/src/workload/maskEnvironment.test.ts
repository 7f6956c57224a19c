import { maskEnvironment } from './maskEnvironment';

describe('maskEnvironment', () => {
  it.each([
    ['DB_PASSWORD', 'two words; more', '***MASKED:DB_PASSWORD***'],
    ['DB_PASSWORD', '***MASKED:DB_PASSWORD***', '***MASKED:DB_PASSWORD***'],
    ['DB_PASSWORD', '$PASSWORD', '$PASSWORD'],
    ['DB_PASSWORD', '', ''],
    ['PWD', '/srv', '/srv'],
    [
      'DATABASE_URL',
      'mysql://me:hunter2@db/a',
      'mysql://me:***MASKED:MYSQL_URL_PASSWORD***@db/a',
    ],
    ['__proto__', 'a', 'a'],
  ])('%s=%s is shown as %s', (name, value, shown) => {
    const { values, names } = maskEnvironment(
      Object.fromEntries([[name, value]]),
    );
    expect(Object.entries(values)).toEqual([[name, shown]]);
    expect(names).toHaveLength(/MASKED/.test(shown) ? 1 : 0);
  });
});
