import type { Entity } from '@backstage/catalog-model';
import { roleEntity, serverEntity } from './entities';
import { LegacyEntityProcessor } from './LegacyEntityProcessor';

const role = (over: {
  annotations?: Record<string, string>;
  dependsOn?: unknown;
  type?: string;
  kind?: string;
}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: over.kind ?? 'Resource',
  metadata: {
    name: 'nightly',
    annotations: {
      'backstage.io/managed-by-origin-location': 'url:https://git.example/x',
      'batch-migration/role-type': 'scheduled-jobs',
      ...over.annotations,
    },
  },
  spec: {
    type: over.type ?? 'server-role',
    owner: 'group:default/sre',
    dependsOn:
      'dependsOn' in over ? (over.dependsOn as never) : ['resource:bat000'],
  },
});

const server = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'bat000', annotations },
  spec: { type: 'legacy-server', owner: 'group:default/sre' },
});

const check = (entity: Entity) =>
  new LegacyEntityProcessor(['metrics']).validateEntityKind(entity);

describe('LegacyEntityProcessor', () => {
  it.each([
    ['a server', server()],
    ['a role', role({})],
    [
      'a role of a configured type',
      role({ annotations: { 'batch-migration/role-type': 'metrics' } }),
    ],
    ['a resource of another type', role({ type: 'database', dependsOn: 7 })],
    ['another kind', role({ kind: 'Component', dependsOn: 7 })],
    ['annotations of others', server({ 'example.com/left': '3' })],
  ])('leaves %s to the catalog', async (_, entity) => {
    await expect(check(entity)).resolves.toBe(false);
  });

  it.each([
    [
      'a role without servers',
      role({ dependsOn: undefined }),
      'spec.dependsOn must name the servers',
    ],
    [
      'a role of an empty list of servers',
      role({ dependsOn: [] }),
      'spec.dependsOn must name the servers',
    ],
    [
      'a role of a component',
      role({ dependsOn: ['component:default/api'] }),
      '"component:default/api", which is no resource',
    ],
    [
      'a role of something that is no ref',
      role({ dependsOn: [{ name: 'bat000' }] }),
      'which is no resource',
    ],
    [
      'a role of an unknown type',
      role({ annotations: { 'batch-migration/role-type': 'sheduled-jobs' } }),
      'is "sheduled-jobs"; use one of scheduled-jobs,',
    ],
    [
      'a status that somebody wrote',
      server({ 'batch-migration/left': '0' }),
      'batch-migration/left is derived from what is observed; remove it',
    ],
    [
      'an annotation that nobody reads',
      role({ annotations: { 'batch-migration/owner': 'me' } }),
      'batch-migration/owner means nothing here',
    ],
  ])('refuses %s', async (_, entity, words) => {
    await expect(check(entity)).rejects.toThrow(words);
  });

  it('says everything at once, and of which entity', async () => {
    const entity = role({
      annotations: { 'batch-migration/left': '0' },
      dependsOn: [],
    });
    await expect(check(entity)).rejects.toThrow(
      /^The server-role nightly cannot be taken: .*batch-migration\/left.*; spec\.dependsOn/,
    );
  });

  it('takes what the inventory provides as it is', async () => {
    const facts = {
      title: 'x',
      description: null,
      ownerRef: null,
      systemRef: null,
    };
    const provided = [
      serverEntity(
        {
          ...facts,
          ref: 'resource:default/x',
          facts: [],
          hardDates: [],
          instances: [],
        },
        { appUrl: 'http://localhost' },
      ),
      roleEntity(
        {
          ...facts,
          ref: 'resource:default/y',
          type: 'odd',
          kind: 'resident',
          serverRefs: [],
        },
        { appUrl: 'http://localhost' },
      ),
    ];
    for (const entity of provided) {
      await expect(check(entity)).resolves.toBe(false);
    }
  });
});
