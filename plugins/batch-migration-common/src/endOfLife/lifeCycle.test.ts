import type { Fact, Server } from '../workload/model';
import { LIFE_CYCLES } from './distributions';
import { END_OF_LIFE_FACT, withEndOfLife } from './lifeCycle';

const fact = (
  name: string,
  value: string | null,
  over: Partial<Fact> = {},
): Fact => ({ name, value, source: 'server list', observedAt: null, ...over });

const server = (...facts: Fact[]): Server => ({
  ref: 'resource:default/bat000',
  title: 'bat000',
  description: null,
  ownerRef: null,
  systemRef: null,
  facts,
  hardDates: [],
  instances: [],
});

const endsOf = ({ facts }: Server) =>
  facts
    .filter(({ name }) => name === END_OF_LIFE_FACT)
    .map(({ value, source }) => ({ value, source }));

describe('withEndOfLife', () => {
  it('tells the end with its source and the day on which that was read', () => {
    const { facts } = withEndOfLife(server(fact('os', 'Ubuntu 12.04.5 LTS')));
    expect(facts).toContainEqual({
      name: END_OF_LIFE_FACT,
      value: '2017-04-28',
      source: expect.stringMatching(
        /^Debian distro-info-data .*; ESM until 2019-04-26$/,
      ),
      observedAt: '2026-11-21T00:00:00.000Z',
    });
  });

  it.each([
    ['a system that no source was read of', 'Solaris 10'],
    ['a release without an end', 'Debian GNU/Linux 14 (forky)'],
  ])('leaves %s unknown', (_, os) => {
    const known = server(fact('os', os), fact(END_OF_LIFE_FACT, null));
    expect(withEndOfLife(known)).toBe(known);
  });

  it('leaves a server alone of which no system is known', () => {
    const known = server(fact('os', null));
    expect(withEndOfLife(known)).toBe(known);
  });

  it('takes the system that was seen last', () => {
    const told = withEndOfLife(
      server(
        fact('os', 'Ubuntu 12.04', { observedAt: '2026-02-11T00:00:00Z' }),
        fact('os', 'Ubuntu 14.04', { observedAt: '2026-02-12T00:00:00Z' }),
        fact('os', 'Ubuntu 16.04'),
      ),
    );
    expect(endsOf(told)).toMatchObject([{ value: '2019-04-25' }]);
  });

  it('shows what an inventory states first, and our own list beside it', () => {
    const told = withEndOfLife(
      server(
        fact('os', 'Ubuntu 12.04'),
        fact(END_OF_LIFE_FACT, '2019-04-26', { source: 'our ESM contract' }),
      ),
    );
    expect(endsOf(told)).toMatchObject([
      { value: '2019-04-26', source: 'our ESM contract' },
      { value: '2017-04-28' },
    ]);
  });

  it('says a date once, with the source that counts', () => {
    const told = withEndOfLife(
      server(
        fact('os', 'Ubuntu 12.04'),
        fact(END_OF_LIFE_FACT, '2017-04-28', { source: 'wiki' }),
      ),
    );
    expect(endsOf(told)).toEqual([{ value: '2017-04-28', source: 'wiki' }]);
  });

  it.each([
    ['Red Hat Enterprise Linux 6', 'Red Hat Enterprise Linux 6.10 (Santiago)'],
    ['red hat enterprise linux 6', 'Red Hat Enterprise Linux 6'],
    ['Ubuntu 12.04', 'Ubuntu 12.04.5 LTS'],
  ])('believes what is configured of %s before all else', (system, os) => {
    const stated = [{ system, date: '2030-01-01', source: 'contract 42' }];
    const told = withEndOfLife(
      server(fact('os', os), fact(END_OF_LIFE_FACT, '2017-04-28')),
      stated,
    );
    expect(endsOf(told)[0]).toEqual({
      value: '2030-01-01',
      source: 'contract 42',
    });
  });

  it.each([
    ['Red Hat Enterprise Linux 6', 'Red Hat Enterprise Linux 65'],
    ['Debian GNU/Linux 1', 'Debian GNU/Linux 12'],
    ['', 'Solaris 10'],
  ])('does not take %p for the beginning of %s', (system, os) => {
    const stated = [{ system, date: '2030-01-01', source: 'contract' }];
    const told = withEndOfLife(server(fact('os', os)), stated);
    expect(endsOf(told).map(({ value }) => value)).not.toContain('2030-01-01');
  });
});

describe('our own list', () => {
  it('has each release once, with days and a source that was read', () => {
    const names = LIFE_CYCLES.map(({ os, version }) => `${os} ${version}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(LIFE_CYCLES.map(one => [`${one.os} ${one.version}`, one] as const))(
    'says of %s days, and what was read when',
    (_, { supportEnds, extended, source }) => {
      const days = [supportEnds, extended?.until ?? '9999-12-31'];
      expect([...days].sort()).toEqual(days);
      for (const day of [...days, source.readAt]) {
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(
          day,
        );
      }
      expect(source.url).toMatch(/^https?:\/\//);
    },
  );
});
