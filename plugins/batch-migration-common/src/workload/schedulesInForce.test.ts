import type { Observation, ObservedState, Workload } from './model';
import { schedulesInForce } from './schedulesInForce';

const NOW = new Date('2026-02-12T01:24:00Z');
const LINE = 'crontab:default/bat000/var/spool/cron/crontabs/batch';
const GROUP = 'scheduler:111122223333/ap-northeast-1/news';
const spec = (expression: string, dialect = 'debian-cron') => ({
  dialect,
  expression,
  timezone: 'Asia/Tokyo',
});

const workload = (keys: string[]): Workload => ({
  id: 'digest',
  name: 'digest',
  kind: 'scheduled',
  serverRefs: ['resource:default/bat000'],
  roleRef: 'resource:default/bat000-jobs',
  ownerRef: null,
  schedule: null,
  command: 'digest',
  description: null,
  maskedSecrets: [],
  locations: keys.map(key => ({
    ref: key.startsWith('new') ? GROUP : LINE,
    key,
    side: key.startsWith('new') ? 'target' : 'legacy',
    position: 0,
  })),
  intents: [],
  soakPassedAt: null,
  firstSeenAt: '2026-01-01T00:00:00.000Z',
});

let nextId = 1;
const seen = (
  key: string,
  state: ObservedState,
  expression: string | null,
  over: Partial<Observation> = {},
): Observation => ({
  id: nextId++,
  location: { ref: key.startsWith('new') ? GROUP : LINE, key },
  state,
  detail: expression === null ? {} : { schedules: [spec(expression)] },
  source: 'files',
  observedAt: '2026-02-11T00:00:00.000Z',
  freshUntil: '2026-02-18T00:00:00.000Z',
  ...over,
});

const inForce = (keys: string[], ...observations: Observation[]) =>
  schedulesInForce(workload(keys), observations, NOW);

describe('schedulesInForce', () => {
  it('has one schedule for each active line, and those of the target', () => {
    expect(
      inForce(
        ['a', 'b', 'c', 'new'],
        seen('a', 'active', '0 1 * * *'),
        seen('b', 'active', '0 2 * * *'),
        seen('c', 'idle', '0 3 * * *'),
        seen('new', 'idle', '0 1,2 * * *'),
      ),
    ).toEqual({
      legacy: [spec('0 1 * * *'), spec('0 2 * * *')],
      places: [LINE],
      target: [spec('0 1,2 * * *')],
      problem: null,
    });
  });

  it.each([
    ['is switched off', [seen('a', 'idle', '0 1 * * *')], null],
    ['is gone', [seen('a', 'absent', null)], null],
    ['was never seen', [], 'Nobody has seen it yet.'],
    [
      'was not seen lately',
      [
        seen('a', 'active', '0 1 * * *', {
          freshUntil: '2026-02-12T00:00:00.000Z',
        }),
      ],
      'It was last seen active at 11 Feb 2026 00:00 (UTC), and nobody has looked since.',
    ],
    [
      'starts with its host',
      [seen('a', 'active', '@reboot')],
      '"@reboot" cannot be read',
    ],
  ])('says why no start is known of a line that %s', (_, looks, problem) => {
    const { legacy, problem: said } = inForce(['a'], ...looks);
    expect(legacy).toEqual([]);
    expect(said?.slice(0, problem?.length) ?? null).toBe(problem);
  });
});
