import type { LocationView } from 'backstage-plugin-batch-migration-common';
import { accountHints } from './accountHints';

const at = (
  user: string | undefined,
  over: Partial<LocationView> = {},
): LocationView => ({
  ref: 'crontab:default/bat000/etc/cron.d/news',
  key: 'a',
  side: 'legacy',
  position: 0,
  state: 'active',
  observedAt: null,
  source: null,
  freshUntil: null,
  detail: { ...(user && { user }), line: 12 },
  ...over,
});

const told = (command: string, ...locations: LocationView[]) =>
  accountHints({ command, intents: [] }, locations).map(
    ({ because, name, where }) => `${because} ${name}: ${where}`,
  );

describe('accountHints', () => {
  const where = 'bat000, etc/cron.d/news, line 12';

  it.each<[string, string, LocationView[], string[]]>([
    ['a personal account', 'a', [at('mori')], [`unix-user mori: ${where}`]],
    ['no account of a program', 'a', [at('root'), at('batch')], []],
    ['a home', '/home/mori/a', [at('root')], [`home-folder mori: ${where}`]],
    [
      'one of two hosts',
      'a',
      [at('mori'), at('mori')],
      [`unix-user mori: ${where}`],
    ],
    ['nobody of a target', 'a', [at('mori', { side: 'target' })], []],
    [
      'a place that is no file',
      'a',
      [at('mori', { ref: 'process:default/bat000', detail: { user: 'mori' } })],
      ['unix-user mori: bat000'],
    ],
  ])('tell %s', (_, command, locations, hints) => {
    expect(told(command, ...locations)).toEqual(hints);
  });

  it('tell what only Git knows', () => {
    const intent = {
      location: { ref: 'declared:default/bat000/crontab', key: 'a' },
      schedule: null,
      command: '/home/sato/a',
      user: 'mori',
      enabled: true,
      where: 'crontab, line 3',
      source: 'git',
    };
    expect(accountHints({ command: 'a', intents: [intent] }, [])).toEqual([
      { because: 'home-folder', name: 'sato', where: 'crontab, line 3' },
      { because: 'unix-user', name: 'mori', where: 'crontab, line 3' },
    ]);
  });
});
