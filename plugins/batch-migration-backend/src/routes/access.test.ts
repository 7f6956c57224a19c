/** Each operation × each person of the demo × ownership, with Backstage's own permission backend. */
// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { targetFindersExtensionPoint } from 'backstage-plugin-batch-migration-node';
import { found, MemoryFinder } from '../candidates/testFinder';
import { ownersPolicy } from '../permissions';
import { cronItem, inventory } from '../testEstate';
import {
  ACCESS_TABLE,
  type AccessRow,
  type AccessSubject,
} from './accessTable';
import {
  expectDocumented,
  operations,
  startApi,
  type Api,
  type Method,
} from './testApi';
import {
  COLLEAGUE,
  PEOPLE,
  PERMISSIONS_ENABLED,
  permissionBackendWith,
  PERSONS,
  type Person,
} from './testPermissions';

jest.setTimeout(240_000);

/** Owned by nobody of them. */
const FOREIGN = 'job-of-billing';
const ownOf = (person: Person) => `job-of-${person.replace(' ', '-')}`;

interface Cell {
  who: string;
  row: AccessRow;
  /** Name of the workload that it is tried on. */
  on: string;
  /** Which header signs it in. */
  authorization: () => string;
  expected: number;
}

let captureToken = '';

const cells = ACCESS_TABLE.flatMap((row): Cell[] => {
  const { may, answers = 200, plugin = answers } = row;
  const people = PERSONS.flatMap(person =>
    [true, false].map(owns => ({
      who: `the ${person}, ${owns ? 'own' : "another's"}`,
      row,
      on: owns ? ownOf(person) : FOREIGN,
      authorization: () => mockCredentials.user.header(PEOPLE[person].user),
      expected: isAllowed(may, person, owns) ? answers : 403,
    })),
  );
  const others = [
    {
      who: 'nobody',
      authorization: () => mockCredentials.none.header(),
      expected: 401,
    },
    {
      who: 'a plugin',
      authorization: () => mockCredentials.service.header(),
      expected: plugin,
    },
    {
      who: 'a capture token',
      authorization: () => `Bearer ${captureToken}`,
      expected: row.captureToken ?? 401,
    },
  ];
  return [...people, ...others.map(other => ({ ...other, row, on: FOREIGN }))];
});

function isAllowed(may: AccessRow['may'], person: Person, owns: boolean) {
  switch (may) {
    case 'everybody':
      return true;
    case 'owners':
      return owns || person === 'SRE';
    case 'sres':
      return person === 'SRE';
    default:
      return false;
  }
}

const finder = new MemoryFinder();

const finders = createBackendModule({
  pluginId: 'batch-migration',
  moduleId: 'finder',
  register(env) {
    env.registerInit({
      deps: { point: targetFindersExtensionPoint },
      async init({ point }) {
        point.addTargetFinder(finder);
      },
    });
  },
});

describe('who may do what', () => {
  let api: Api;
  const subjects = new Map<string, AccessSubject>();

  const asking =
    (who: 'user' | 'plugin'): AccessSubject['sre'] =>
    async (method, path, body) => {
      const answer = await api[who](method, path).send(body);
      if (answer.status >= 300) {
        throw new Error(`${method} ${path} ${answer.status}: ${answer.text}`);
      }
      return answer.body;
    };
  const sre = asking('user');

  const colleague: AccessSubject['sre'] = async (method, path, body) => {
    const header = mockCredentials.user.header(COLLEAGUE.user);
    const answer = await api.as(header)(method, path).send(body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} ${answer.status}: ${answer.text}`);
    }
    return answer.body;
  };

  beforeAll(async () => {
    const owners: Array<[string, string]> = [
      ...PERSONS.map((person): [string, string] => [
        ownOf(person),
        PEOPLE[person].group,
      ]),
      [FOREIGN, 'group:default/billing'],
    ];
    finder.readings = owners.map(([name]) => found(name));
    api = await startApi({
      portal: PERMISSIONS_ENABLED,
      features: [
        finders,
        ...permissionBackendWith({
          handle: async (query, user) =>
            ownersPolicy(query, user, { mayAll: [PEOPLE.SRE.group] }) ?? {
              result: AuthorizeResult.ALLOW,
            },
        }),
      ],
    });
    api.source.readings = [
      inventory(
        owners.map(([name, ownerRef]) => cronItem(name, { ownerRef })),
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await sre('post', '/refresh');
    for (const [name] of owners) {
      const workloads = await sre('get', `/workloads?text=${name}`);
      const targets = await sre('get', `/target-candidates?text=${name}`);
      subjects.set(name, {
        id: workloads.items[0].id,
        name,
        targetId: targets.items[0].id,
        sre,
        colleague,
        plugin: asking('plugin'),
      });
    }
    const issued = await sre(
      'post',
      '/servers/default/bat000/capture-tokens',
      {},
    );
    captureToken = issued.token;
  });

  afterAll(async () => {
    process.stdout.write(
      `permission table: ${cells.length} rows over ${ACCESS_TABLE.length} routes\n`,
    );
    await api.stop();
  });

  it('has a row for each operation of openapi.yaml, and for nothing else', () => {
    expect(ACCESS_TABLE.map(({ call }) => call).sort()).toEqual(
      operations
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
        .sort(),
    );
  });

  it.each(cells.map(cell => [cell.row.call, cell.who, cell.expected, cell]))(
    '%s by %s answers %s',
    async (call, _who, expected, cell) => {
      const { row, on, authorization } = cell as Cell;
      const subject = subjects.get(on)!;
      const [method, template] = String(call).split(' ');
      const asked = (await row.ask?.(subject)) ?? {};
      const path = asked.path ?? template.replace('{id}', subject.id);
      expect(path).not.toContain('{');
      const answer = await api
        .as(authorization())(method.toLowerCase() as Method, path)
        .set(asked.headers ?? {})
        .send(asked.body);
      expect(
        `${answer.status} ${answer.status === expected ? '' : answer.text}`,
      ).toBe(`${expected} `);
      if (answer.type === 'application/json') expectDocumented(answer);
    },
  );
});
