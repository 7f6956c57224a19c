import type { Fact, Server } from './model';
import { dangersOfServer } from './serverDangers';
import type { VerdictRow } from './serverVerdict';

const NOW = new Date('2026-02-12T01:24:00Z');

const fact = (name: string, value: string | null): Fact => ({
  name,
  value,
  source: 'server list',
  observedAt: null,
});

const server = (facts: Fact[], over: Partial<Server> = {}): Server => ({
  ref: 'resource:default/bat000',
  title: 'bat000',
  description: null,
  ownerRef: 'group:default/sre',
  systemRef: null,
  facts,
  hardDates: [],
  instances: [],
  ...over,
});

// Only its name is looked at where no date presses.
const row = (name: string) => ({ name } as VerdictRow);

const dangersOf = (
  of: Server,
  stillHere: VerdictRow[] = [row('ranking')],
  alone: VerdictRow[] = [],
) => dangersOfServer({ server: of, stillHere, alone, now: NOW });

describe('dangersOfServer', () => {
  it.each([
    [
      'end-of-life',
      [fact('os', 'Ubuntu 12.04'), fact('os-end-of-life', '2017-04-28')],
      'Ubuntu 12.04 is out of support since 2017-04-28',
    ],
    ['tls-too-old', [fact('tls', 'no TLS 1.2')], 'does not speak TLS 1.2'],
    [
      'tls-too-old',
      [fact('tls', 'OpenSSL 0.9.8e-fips-rhel5')],
      'does not speak TLS 1.2',
    ],
    [
      'previous-generation',
      [
        fact('virtualization', 'paravirtual'),
        fact('instance-type', 'c3.large'),
      ],
      'paravirtual (c3.large)',
    ],
    [
      'previous-generation',
      [
        fact('instance-generation', 'previous'),
        fact('instance-type', 'm4.large'),
      ],
      'm4.large among the previous generations',
    ],
  ])('%s of %j', (type, facts, words) => {
    expect(dangersOf(server(facts))).toEqual([
      {
        type,
        severity: 'pressing',
        message: expect.stringContaining(words),
      },
    ]);
  });

  it.each([
    ['support that lasts', [fact('os-end-of-life', '2026-02-12')]],
    ['an end of support that nobody knows', [fact('os-end-of-life', null)]],
    ['an end of support that is no day', [fact('os-end-of-life', 'soon')]],
    ['TLS 1.2', [fact('tls', 'TLS 1.2')]],
    ['an OpenSSL that may have it', [fact('tls', 'OpenSSL 1.0.1')]],
    ['a virtual machine of today', [fact('virtualization', 'hvm')]],
    ['a generation of today', [fact('instance-generation', 'current')]],
    ['nothing known', []],
  ])('%s is no danger', (_, facts) => {
    expect(dangersOf(server(facts))).toEqual([]);
  });

  it('believes what was seen last, and that before a list that somebody wrote', () => {
    const of = (value: string, observedAt: string | null): Fact => ({
      ...fact('virtualization', value),
      observedAt,
    });
    const facts = [
      of('hvm', null),
      of('hvm', '2026-02-10T00:00:00.000Z'),
      of('paravirtual', '2026-02-11T00:00:00.000Z'),
    ];
    expect(dangersOf(server(facts))).toMatchObject([
      { type: 'previous-generation' },
    ]);
    expect(dangersOf(server(facts.slice(0, 2)))).toEqual([]);
  });

  it('wants an owner as long as work is left', () => {
    const unowned = server([], { ownerRef: null });
    expect(dangersOf(unowned)).toMatchObject([{ type: 'unknown-owner' }]);
    expect(dangersOf(unowned, [])).toEqual([]);
  });

  it('counts on the only instance what runs nowhere else', () => {
    const one = server([], { instances: [{ ref: 'ec2:1/r', key: 'i-1' }] });
    const rows = ['a', 'b', 'c', 'd', 'e'].map(row);
    expect(dangersOf(one, rows, rows)).toMatchObject([
      {
        type: 'single-point-of-failure',
        message: expect.stringContaining('5 workloads'),
      },
    ]);
    expect(dangersOf(one, rows, rows)[0].message).toContain(
      'a, b, c and 2 more',
    );
    expect(dangersOf(one, rows, [])).toEqual([]);
    const two = server([], {
      instances: [...one.instances, { ref: 'ec2:1/r', key: 'i-2' }],
    });
    expect(dangersOf(two, rows, rows)).toEqual([]);
  });
});
