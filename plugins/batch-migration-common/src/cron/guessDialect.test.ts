import { guessDialect } from './guessDialect';

it.each([
  ['@daily x\n', '/etc/cron.d/app', 'system', 'sure'],
  ['@daily root x\n', 'var/spool/cron/crontabs/batch', 'user', 'sure'],
  ['0 1 * * * root /a\n@daily www-data b\n', '', 'system', 'sure'],
  ['0 1 * * * /a\n@daily cd=1 b\n', '', 'user', 'sure'],
  ['0 1 * * * echo a\n', '', 'user', 'likely'],
  ['0 1 * * * root a\n@daily php b\n@daily root c\n', '', 'system', 'unsure'],
  // A name that no list holds, before what can only be a program.
  ['0 8 * * * pi /bin/sh /opt/a.sh\n', '', 'system', 'likely'],
  ['0 8 * * * pi ./run /home/pi/a\n', '', 'system', 'likely'],
  ['@daily stats if [ -x /a ]; then /a; fi\n', '', 'system', 'likely'],
  ['@daily bash /usr/bin/a\n', '', 'user', 'likely'],
  ['@daily xvfb-run python a.py\n', '', 'user', 'likely'],
  ['@daily backup all\n', '', 'user', 'likely'],
  [
    '# m h dom mon dow user command\n@daily root a\n@daily app b\n',
    '',
    'system',
    'likely',
  ],
  [
    '# m h dom mon dow command\n@daily root a\n@daily b\n',
    '',
    'user',
    'unsure',
  ],
  ['# nothing\n', '', 'user', 'unsure'],
])('%j at %j is %s (%s)', (text, path, dialect, certainty) => {
  expect(guessDialect(text, path)).toMatchObject({ dialect, certainty });
});
