import {
  type EntityRef,
  type Kind,
  type Role,
  ROLE_TYPES,
} from 'backstage-plugin-batch-migration-common';
import type { InventoryTags } from './readAwsInventories';
import type { FoundServer } from './servers';

type RoleType = (typeof ROLE_TYPES)[number];

/** How work of each type of role is watched, where a tag says no more. */
const KINDS: Record<RoleType, Kind> = {
  'scheduled-jobs': 'scheduled',
  'job-scheduler': 'scheduled',
  'queue-worker': 'resident',
  'db-migration': 'on-demand',
  'data-patch': 'on-demand',
  bastion: 'on-demand',
  chatops: 'resident',
  'web-service': 'service',
  tools: 'on-demand',
  'asset-sync': 'scheduled',
  'log-aggregator': 'resident',
};

const isRoleType = (type: string): type is RoleType => type in KINDS;

/** What tags say that people know of a server, and what of it nobody understands. */
export interface ToldByTags {
  ownerRef: EntityRef | null;
  roles: Role[];
  /** Sentences for a person. */
  problems: string[];
}

/**
 * Roles and owner of a server. A role of a type that the server has already
 * stays as others describe it.
 */
export function toldByTags(
  { ref, units, known }: FoundServer,
  tags: InventoryTags,
): ToldByTags {
  const problems: string[] = [];
  const types = new Set<RoleType>();
  let ownerRef: EntityRef | null = null;
  for (const unit of units) {
    const tier = unit.environment?.description.Tier?.Name;
    if (tier) types.add(tier === 'Worker' ? 'queue-worker' : 'web-service');
    for (const type of (unit.tags.get(tags.role) ?? '')
      .split(/[\s+,/]+/)
      .filter(Boolean)) {
      if (isRoleType(type)) types.add(type);
      else {
        problems.push(
          `The tag ${tags.role} of ${
            unit.name
          } names the role ${type}, which is none of ${ROLE_TYPES.join(', ')}`,
        );
      }
    }
    const owner = unit.tags.get(tags.owner);
    if (owner) {
      const told = ownerOf(owner);
      ownerRef ??= told;
      if (told === null) {
        problems.push(
          `The tag ${tags.owner} of ${unit.name} must be the name of a group, or a ref such as group:default/sre`,
        );
      }
    }
  }
  const before = known?.server.ownerRef ?? null;
  return {
    // What others say of the owner stays.
    ownerRef: before === null || before === ownerRef ? ownerRef : null,
    roles: [...types].map(
      type =>
        known?.roles.find(role => role.type === type) ??
        madeRole(ref, type, known?.server.ownerRef ?? ownerRef),
    ),
    problems: [...new Set(problems)],
  };
}

function ownerOf(value: string): EntityRef | null {
  const ref = value.includes(':') ? value : `group:default/${value}`;
  return /^(group|user):[a-z0-9-]{1,63}\/[a-z0-9][a-z0-9_.-]{0,62}$/i.test(ref)
    ? ref.toLocaleLowerCase('en-US')
    : null;
}

function madeRole(
  serverRef: EntityRef,
  type: RoleType,
  ownerRef: EntityRef | null,
): Role {
  // A name has at most 63 letters, and the type must stay whole.
  const name = serverRef.slice(serverRef.indexOf('/') + 1);
  return {
    ref: `resource:default/${name.slice(0, 62 - type.length)}-${type}`,
    title: type,
    description: null,
    type,
    kind: KINDS[type],
    ownerRef,
    systemRef: null,
    serverRefs: [serverRef],
  };
}
