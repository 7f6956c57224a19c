import { mockServices } from '@backstage/backend-test-utils';
import { parseServerYaml } from 'backstage-plugin-batch-migration-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClients } from '../clients';
import { AwsInventorySource } from './AwsInventorySource';
import { readAwsInventories } from './readAwsInventories';
import { failuresOf, knownServers, readAll, serversOf } from './testAwsEstate';

const ESTATE = join(__dirname, '../../../../examples/estate');
const NOW = new Date('2026-02-12T01:24:00Z');

it('is about the servers of the demo estate, and no others', async () => {
  const declared = join(ESTATE, 'declared');
  const described = readdirSync(declared).map(folder =>
    parseServerYaml(
      readFileSync(join(declared, folder, 'server.yaml'), 'utf8'),
      { folder },
    ),
  );
  const known = knownServers(
    ...described.map(({ roles, server }) => ({
      server,
      roles: roles.map(({ role }) => role),
    })),
  );
  const [settings] = readAwsInventories(
    mockServices.rootConfig({
      data: {
        batchMigration: {
          timezone: 'Asia/Tokyo',
          inventories: [
            {
              type: 'aws',
              accountId: '111122223333',
              region: 'ap-northeast-1',
            },
          ],
        },
      },
    }),
  );
  const source = new AwsInventorySource(
    new AwsClients({
      answers: { mode: 'replay', recordings: join(ESTATE, 'aws') },
    }),
    settings,
    mockServices.logger.mock(),
  );
  const readings = await readAll(source.read({ now: NOW, known }));
  expect(failuresOf(readings)).toEqual([]);
  const servers = serversOf(readings);
  const titles = new Map(
    described.map(({ server }) => [server.ref, server.title]),
  );
  expect(servers.length).toBeGreaterThan(12);
  for (const { issues, roles, server } of servers) {
    expect(server.title).toBe(titles.get(server.ref));
    expect(issues).toEqual([]);
    // The files describe the roles: none is added.
    const own = described.find(one => one.server.ref === server.ref)!;
    expect(own.roles.map(({ role }) => role)).toEqual(
      expect.arrayContaining(roles),
    );
  }
  const factOf = (name: string, fact: string) =>
    servers
      .find(({ server }) => server.ref === `resource:default/${name}`)
      ?.server.facts.find(one => one.name === fact)?.value;
  expect(factOf('bat000', 'scheduled-events')).toContain('instance-retirement');
  expect(factOf('bat103', 'scheduled-events')).toContain('system-reboot');
  expect(factOf('api', 'auto-scaling-group')).toBe('reservation-api-2018');
  expect(factOf('payments', 'beanstalk-platform-state')).toBe(
    'branch Deprecated',
  );
  expect(factOf('batch-server', 'package-openssl')).toBe('openssl 1.0.2k');
});
