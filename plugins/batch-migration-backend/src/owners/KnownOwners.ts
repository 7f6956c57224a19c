import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type Entity,
  type GroupEntity,
  type UserEntity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import type {
  EntityRef,
  KnownOwner,
} from 'backstage-plugin-batch-migration-common';
import { withTimeout } from '../observation/withTimeout';
import type { BatchMigrationDatabase } from '../stores';
import { emailDigest } from './emailDigest';

/** As long nobody new is looked for. */
const KEEP_MS = 5 * 60 * 1000;
/** So soon a catalog that did not answer is asked again. */
const RETRY_MS = 30 * 1000;
const TIMEOUT_MS = 3_000;

/** What people are called by other tools, as the catalog's own providers note it. */
const LOGINS = [
  'github.com/user-login',
  'github.com/team-slug',
  'gitlab.com/user-login',
];

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.profile.displayName',
  'spec.profile.email',
];

/**
 * Groups and users of the catalog. Where the catalog cannot be asked, those
 * that own something in the estate already.
 */
export class KnownOwners {
  private kept: { owners: Promise<KnownOwner[]>; until: number } | null = null;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntities'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
      database: BatchMigrationDatabase;
      logger: LoggerService;
      /** In milliseconds; goes on though the plugin's own clock is replayed. */
      clock?: () => number;
    },
  ) {}

  async list(): Promise<KnownOwner[]> {
    const now = (this.options.clock ?? Date.now)();
    if (this.kept && this.kept.until > now) return this.kept.owners;
    const kept = { owners: this.ask(now), until: now + KEEP_MS };
    this.kept = kept;
    return kept.owners;
  }

  private async ask(now: number): Promise<KnownOwner[]> {
    const { catalog, auth, logger, database } = this.options;
    try {
      const { items } = await withTimeout(
        async () =>
          catalog.getEntities(
            {
              filter: [{ kind: 'Group' }, { kind: 'User' }],
              fields: FIELDS,
            },
            { credentials: await auth.getOwnServiceCredentials() },
          ),
        TIMEOUT_MS,
      );
      return items.map(toKnownOwner);
    } catch (error) {
      logger.warn(
        `The catalog was not asked for owners, those of the estate count: ${
          (error as Error).message
        }`,
      );
      if (this.kept) this.kept.until = now + RETRY_MS;
      const refs = await database.ownerHints.ownersInUse();
      return refs.map(ofRef);
    }
  }
}

function toKnownOwner(entity: Entity): KnownOwner {
  const { metadata, spec } = entity as GroupEntity | UserEntity;
  // A hand-written entity may hold anything here.
  const profile = ((spec as JsonObject | undefined)?.profile ??
    {}) as JsonObject;
  const names = [
    metadata.name,
    metadata.title,
    profile.displayName,
    ...LOGINS.map(key => metadata.annotations?.[key]),
  ].filter((name): name is string => typeof name === 'string' && name !== '');
  const emails = [profile.email].filter(
    (email): email is string => typeof email === 'string' && email !== '',
  );
  return {
    ref: stringifyEntityRef(entity),
    names,
    emails,
    emailDigests: emails.map(emailDigest),
  };
}

function ofRef(ref: EntityRef): KnownOwner {
  return { ref, names: [ref.slice(ref.lastIndexOf('/') + 1)], emails: [] };
}
