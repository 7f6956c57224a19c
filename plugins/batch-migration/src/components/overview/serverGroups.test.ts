import { bat000 } from '../../__testUtils__/estate';
import type { RatedServer } from './ServerRow';
import { groupHosts, nameOfHosts } from './serverGroups';

const host = (
  title: string,
  over: Partial<RatedServer['server']> = {},
  lateness: RatedServer['lateness'] = { state: 'undated' },
): RatedServer => ({
  server: {
    ...bat000,
    ...{ ref: `resource:default/${title}`, title },
    roleRefs: ['resource:default/feed-worker'],
    ...over,
  },
  ...{ forecast: undefined, hardDate: undefined, lateness },
});
const titles = (rows: RatedServer[]) =>
  groupHosts(rows).map(group => group.map(({ server }) => server.title));

it('shows hosts of one role as one, in their place', () => {
  expect(
    titles([
      host('bat000', { roleRefs: ['resource:default/jobs'] }),
      ...[host('bat101'), host('bat102')],
      host('api', { roleRefs: [] }),
    ]),
  ).toEqual([['bat000'], ['bat101', 'bat102'], ['api']]);
});

it.each<[string, RatedServer]>([
  ['another role', host('b', { roleRefs: ['resource:default/other'] })],
  ['a role more', host('b', { roleRefs: ['resource:default/a', 'x'] })],
  ['less left', host('b', { left: 1 })],
  ['a danger', host('b', { dangers: [] })],
  ['another system', host('b', { facts: [] })],
  ['a date', host('b', {}, { state: 'late', tenths: 7 })],
])('hides no host that differs by %s', (_, other) => {
  expect(titles([host('a'), other])).toEqual([['a'], ['b']]);
});

it.each([
  [['bat101', 'bat103', 'bat102'], 'bat101–103'],
  [['bat101', 'bat103'], 'bat101, bat103'],
  [['web', 'api'], 'api, web'],
  [['a9', 'a10'], 'a10, a9'],
  [['bat000'], 'bat000'],
])('names %j', (hosts, name) => expect(nameOfHosts(hosts)).toBe(name));
