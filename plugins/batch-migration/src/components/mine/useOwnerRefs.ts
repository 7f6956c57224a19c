import {
  type Entity,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import { useLoad } from '../../hooks/useLoad';

/** As whom the signed-in person owns things; `undefined` until it is known. */
export function useMyOwnerRefs(): EntityRef[] | undefined {
  const identityApi = useApi(identityApiRef);
  const { value, error } = useLoad(
    async () => (await identityApi.getBackstageIdentity()).ownershipEntityRefs,
    'identity',
  );
  // Who cannot be told owns nothing here.
  return error ? [] : value;
}

/** A group owns as itself, a person also as each of their groups. */
export function ownerRefsOf(entity: Entity): EntityRef[] {
  const groups = (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_MEMBER_OF)
    .map(({ targetRef }) => targetRef);
  return [
    stringifyEntityRef(entity),
    ...(entity.kind.toLocaleLowerCase('en-US') === 'user' ? groups : []),
  ];
}
