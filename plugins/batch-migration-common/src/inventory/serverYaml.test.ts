import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeUnknownServer, FIELDS, parseServerYaml } from './serverYaml';

const parse = (text: string) => parseServerYaml(text, { folder: 'bat000' });

describe('parseServerYaml', () => {
  it('takes the folder for what is not said', () => {
    const { server, roles } = parse(`
roles:
  - { name: tools, kind: on-demand, workloads: [{ name: push }] }
  - { name: odd, type: metrics, kind: scheduled }`);
    expect(server).toMatchObject({
      ref: 'resource:default/bat000',
      title: 'bat000',
    });
    expect(roles[0].role).toMatchObject({
      ref: 'resource:default/bat000-tools',
      type: 'tools',
      serverRefs: ['resource:default/bat000'],
    });
    expect(roles[0].workloads[0].location).toEqual({
      ref: 'tool:default/bat000',
      key: 'push',
    });
    expect(roles[1].role.type).toBe('metrics'); // configuration may add types
  });

  it('lets several servers share a role', () => {
    const { roles } = parse(
      'roles: [{ name: worker, ref: workers, kind: resident, servers: [bat101, bat102] }]',
    );
    expect(roles[0].role).toMatchObject({
      ref: 'resource:default/workers',
      serverRefs: ['resource:default/bat101', 'resource:default/bat102'],
    });
  });

  it('keeps an unknown fact without a value', () => {
    const { server } = parse(
      'facts: [{ name: tls, value: null, source: wiki }]',
    );
    expect(server.facts).toEqual([
      { name: 'tls', value: null, source: 'wiki', observedAt: null },
    ]);
  });

  it.each([
    ['a: [', 'server.yaml is not YAML'],
    ['- a', 'server.yaml must be a mapping'],
    ['ref: component:default/x', 'ref must be a name'],
    ['ref: ../../etc', 'ref must be a name'],
    ['timezone: JST+9', 'timezone must be an IANA time zone'],
    [
      'roles: [{ name: a, kind: cron }]',
      'roles[0].kind must be one of scheduled',
    ],
    ['roles: [{ kind: scheduled }]', 'roles[0].name is missing'],
    ['facts: [{ name: os, value: x }]', 'facts[0].source is missing'],
    [
      'hardDates: [{ date: 18 Mar, effect: x, source: y }]',
      'hardDates[0].date must be YYYY-MM-DD',
    ],
    ['instances: [{ ref: x }]', 'instances[0].key is missing'],
    [
      'hardDats: [{ date: 2026-03-18, effect: x, source: y }]',
      'hardDats is no field of server.yaml; it has ref, title, ',
    ],
    ['cron: { flavor: cronie }', 'flavor is no field of cron; it has flavour'],
    [
      'facts: [{ name: os, valeu: x, source: wiki }]',
      'valeu is no field of facts[0]',
    ],
    [
      'hardDates: [{ date: 2026-03-18, effect: x, from: y }]',
      'from is no field of hardDates[0]',
    ],
    ['instances: [{ ref: x, id: y }]', 'id is no field of instances[0]'],
    [
      'roles: [{ name: a, kind: scheduled, crontab: [user/a] }]',
      'crontab is no field of roles[0]',
    ],
    [
      'roles: [{ name: a, kind: resident, workloads: [{ name: b, enable: false }] }]',
      'enable is no field of roles[0].workloads[0]',
    ],
    [
      'roles: [{ name: a, kind: scheduled, workloads: [{ name: b, schedule: { dialect: cronie, expression: "@daily", zone: UTC } }] }]',
      'zone is no field of roles[0].workloads[0].schedule',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('does not let aliases grow into gigabytes', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i += 1) {
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    }
    expect(() => parse(lines.join('\n'))).toThrow('server.yaml is not YAML');
  });
});

it.each([
  ['The server', FIELDS.server],
  ['Its roles', FIELDS.role],
  ['Workloads that no crontab names', FIELDS.workload],
])('has the fields that docs/declared.md tells of: %s', (heading, fields) => {
  // eslint-disable-next-line no-restricted-syntax -- a test, never built
  const page = join(__dirname, '../../../../docs/declared.md');
  const [, section] = readFileSync(page, 'utf8').split(`\n## ${heading}\n`);
  const [table] = section.split('\n## ');
  const told = [...table.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(told.sort()).toEqual([...fields].sort());
});

it('describes a captured host that nobody described', () => {
  expect(describeUnknownServer('web9')).toMatchObject({
    server: { ref: 'resource:default/web9', ownerRef: null },
    roles: [],
  });
});
