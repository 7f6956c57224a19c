import { guessDialect } from './guessDialect';

it.each([
  ['@daily x\n', '/etc/cron.d/app', 'system', 'sure'],
  ['@daily root x\n', 'var/spool/cron/crontabs/batch', 'user', 'sure'],
  ['0 1 * * * root /a\n@daily www-data b\n', '', 'system', 'sure'],
  ['0 1 * * * /a\n@daily cd=1 b\n', '', 'user', 'sure'],
  ['0 1 * * * echo a\n', '', 'user', 'likely'],
  ['0 1 * * * root a\n@daily php b\n@daily root c\n', '', 'system', 'unsure'],
  ['# nothing\n', '', 'user', 'unsure'],
])('%j at %j is %s (%s)', (text, path, dialect, certainty) => {
  expect(guessDialect(text, path)).toMatchObject({ dialect, certainty });
});
