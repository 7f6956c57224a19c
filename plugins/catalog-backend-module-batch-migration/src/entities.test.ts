import { serverEntity, roleEntity, UNKNOWN_OWNER } from './entities';

const CONTEXT = { appUrl: 'https://portal.example' };

const server = {
  ref: 'resource:default/bat000',
  title: 'bat000',
  description: null,
  ownerRef: null,
  systemRef: 'system:default/news-batch',
  facts: [],
  hardDates: [],
  instances: [],
};

describe('serverEntity', () => {
  it('is a legacy-server resource of its system', () => {
    expect(serverEntity(server, CONTEXT)).toMatchObject({
      kind: 'Resource',
      metadata: { namespace: 'default', name: 'bat000', title: 'bat000' },
      spec: { type: 'legacy-server', system: 'system:default/news-batch' },
    });
  });

  it('says that the owner is unknown', () => {
    expect(serverEntity(server, CONTEXT).spec.owner).toBe(UNKNOWN_OWNER);
  });
});

describe('roleEntity', () => {
  it('depends on each of its servers', () => {
    const entity = roleEntity(
      {
        ref: 'resource:default/bat101-workers',
        title: 'Scalable workers',
        description: 'polls SQS',
        type: 'queue-worker',
        kind: 'resident',
        ownerRef: 'group:default/news-platform',
        systemRef: null,
        serverRefs: ['resource:default/bat101', 'resource:default/bat102'],
      },
      CONTEXT,
    );
    expect(entity.spec).toEqual({
      type: 'server-role',
      owner: 'group:default/news-platform',
      dependsOn: ['resource:default/bat101', 'resource:default/bat102'],
    });
    expect(entity.metadata.annotations).toMatchObject({
      'batch-migration/role-type': 'queue-worker',
    });
  });
});
