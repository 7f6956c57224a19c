import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { ROLE_TYPES } from 'backstage-plugin-batch-migration-common';
import {
  isFromInventory,
  ROLE_TYPE,
  ROLE_TYPE_ANNOTATION,
  SERVER_TYPE,
  STATUS_ANNOTATIONS,
} from './entities';

const PREFIX = 'batch-migration/';

/**
 * Refuses hand-written entities of type `legacy-server` and `server-role` that
 * the pages could not show, and says what is wrong with them. What the
 * inventory provides is taken as it is: its remarks are on the server's page.
 */
export class LegacyEntityProcessor implements CatalogProcessor {
  private readonly roleTypes: readonly string[];

  /** @param roleTypes - types beside those that ship with the product */
  constructor(roleTypes: readonly string[] = []) {
    this.roleTypes = [...ROLE_TYPES, ...roleTypes];
  }

  getProcessorName(): string {
    return 'LegacyEntityProcessor';
  }

  /** Never takes a kind for itself: whether it is a Resource at all is checked by the catalog. */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    const type = entity.spec?.type;
    if (entity.kind !== 'Resource' || isFromInventory(entity)) return false;
    if (type === SERVER_TYPE) refuse(entity, this.serverFaults(entity));
    if (type === ROLE_TYPE) refuse(entity, this.roleFaults(entity));
    return false;
  }

  private serverFaults(entity: Entity): string[] {
    return annotationFaults(entity, []);
  }

  private roleFaults(entity: Entity): string[] {
    const type = entity.metadata.annotations?.[ROLE_TYPE_ANNOTATION];
    const known = this.roleTypes.join(', ');
    return [
      ...annotationFaults(entity, [ROLE_TYPE_ANNOTATION]),
      ...(type === undefined
        ? [
            `the annotation ${ROLE_TYPE_ANNOTATION} is missing; it is one of ${known}`,
          ]
        : []),
      ...(type !== undefined && !this.roleTypes.includes(type)
        ? [
            `the annotation ${ROLE_TYPE_ANNOTATION} is "${type}"; use one of ${known}, or add it to batchMigration.roleTypes`,
          ]
        : []),
      ...serverRefFaults(entity.spec?.dependsOn),
    ];
  }
}

function annotationFaults(entity: Entity, allowed: string[]): string[] {
  const derived: string[] = Object.values(STATUS_ANNOTATIONS);
  return Object.keys(entity.metadata.annotations ?? {})
    .filter(name => name.startsWith(PREFIX) && !allowed.includes(name))
    .map(name =>
      derived.includes(name)
        ? `the annotation ${name} is derived from what is observed; remove it`
        : `the annotation ${name} means nothing here; ${
            allowed.length > 0 ? `known is ${allowed.join(', ')}` : 'remove it'
          }`,
    );
}

/** A role is a duty of servers: without one nobody can say where it is done. */
function serverRefFaults(dependsOn: unknown): string[] {
  if (!Array.isArray(dependsOn) || dependsOn.length === 0) {
    return [
      'spec.dependsOn must name the servers that have the role, such as [resource:default/bat000]',
    ];
  }
  return dependsOn.flatMap(ref => {
    const kind = kindOf(ref);
    if (kind === 'resource') return [];
    return [
      `spec.dependsOn has ${JSON.stringify(
        ref,
      )}, which is no resource; write it as resource:<namespace>/<name>`,
    ];
  });
}

function kindOf(ref: unknown): string | null {
  try {
    return parseEntityRef(String(ref)).kind.toLocaleLowerCase('en-US');
  } catch {
    return null;
  }
}

/** @throws InputError with everything that is wrong, since one mends it in one go */
function refuse(entity: Entity, faults: string[]): void {
  if (faults.length === 0) return;
  throw new InputError(
    `The ${String(entity.spec?.type)} ${
      entity.metadata.name
    } cannot be taken: ${faults.join('; ')}`,
  );
}
