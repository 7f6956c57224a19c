import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import { entitiesInCatalog } from './entitiesInCatalog';
import { apiEntity, deferred, roleEntity, serverEntity } from './entities';

/** Other replicas change the catalog too, so it is asked again what it has. */
const RECALL_AFTER_MS = 10 * 60_000;

export interface InventoryEntityProviderOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'queryEntities'>;
  discovery: DiscoveryService;
  logger: LoggerService;
  taskRunner: SchedulerServiceTaskRunner;
  /** Where people open the portal, without a slash at its end. */
  appUrl: string;
  /** If an answer would remove more than this share, from 0 to 1, nothing is removed. */
  maxRemovedShare: number;
  now?: () => number;
}

/** What the catalog has of this provider. */
interface Recollection {
  at: number;
  /** Entity ref to a hash of what was applied; `''` where only the ref is known. */
  hashes: Map<string, string>;
}

/**
 * Brings the servers, the roles and the API of the Batch Migration backend
 * into the catalog, and afterwards only what changed. When the backend cannot
 * be asked, the run fails and the catalog keeps what it has.
 */
export class InventoryEntityProvider implements EntityProvider {
  private readonly client: BatchMigrationClient;
  private readonly now: () => number;
  private known: Recollection | undefined;

  constructor(private readonly options: InventoryEntityProviderOptions) {
    this.client = new BatchMigrationClient({ discoveryApi: options.discovery });
    this.now = options.now ?? Date.now;
  }

  getProviderName(): string {
    return 'batch-migration-inventory';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.options.taskRunner.run({
      id: `${this.getProviderName()}-refresh`,
      fn: () => this.refresh(connection),
    });
  }

  private async refresh(connection: EntityProviderConnection): Promise<void> {
    const { logger } = this.options;
    const { entities, unlisted } = await this.inventory();
    const known = await this.recall();
    const next = new Map(
      entities.map(entity => [stringifyEntityRef(entity), hashOf(entity)]),
    );
    const changed = entities.filter(entity => {
      const ref = stringifyEntityRef(entity);
      return known.hashes.get(ref) !== next.get(ref);
    });
    const removed = this.removable(
      [...known.hashes.keys()].filter(ref => !next.has(ref)),
      { unlisted, all: known.hashes.size },
    );
    if (changed.length === 0 && removed.length === 0) return;
    const locationKey = this.getProviderName();
    await connection.applyMutation({
      type: 'delta',
      added: deferred(changed, locationKey),
      removed: removed.map(entityRef => ({ entityRef, locationKey })),
    });
    for (const ref of removed) known.hashes.delete(ref);
    for (const [ref, hash] of next) known.hashes.set(ref, hash);
    logger.info(
      `Brought ${changed.length} changed entities of legacy servers into the catalog and removed ${removed.length}`,
    );
  }

  private async inventory(): Promise<{
    entities: Entity[];
    unlisted: ReadonlySet<string>;
  }> {
    const { auth, appUrl } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'batch-migration',
    });
    const [{ servers, roles, counts, unlisted }, definition] =
      await Promise.all([
        this.client.inventory({ token }),
        this.client.openApi({ token }),
      ]);
    const countsOf = new Map(counts.map(({ key, ...of }) => [key, of]));
    const entities = [
      ...servers.map(server =>
        serverEntity(server, { appUrl, counts: countsOf.get(server.ref) }),
      ),
      ...roles.map(role => roleEntity(role, { appUrl })),
      apiEntity(definition),
    ];
    return { entities, unlisted: new Set(unlisted) };
  }

  /** What was applied before, or after a restart and now and then what the catalog itself has. */
  private async recall(): Promise<Recollection> {
    const now = this.now();
    if (this.known && now - this.known.at < RECALL_AFTER_MS) return this.known;
    const { auth, catalog } = this.options;
    const refs = await entitiesInCatalog(
      catalog,
      await auth.getOwnServiceCredentials(),
    );
    const before = this.known?.hashes;
    this.known = {
      at: now,
      hashes: new Map(refs.map(ref => [ref, before?.get(ref) ?? ''])),
    };
    return this.known;
  }

  /**
   * What the backend let go, behind a guard of its own that the page tells of.
   * Of the rest nothing, where so much is missing that it is likelier wrong
   * than true: a backend with an empty database, for example.
   */
  private removable(
    gone: string[],
    { unlisted, all }: { unlisted: ReadonlySet<string>; all: number },
  ): string[] {
    const { logger, maxRemovedShare } = this.options;
    const missing = gone.filter(ref => !unlisted.has(ref));
    if (missing.length === 0 || missing.length / all <= maxRemovedShare) {
      return gone;
    }
    logger.error(
      `The Batch Migration backend no longer names ${
        missing.length
      } of ${all} entities, more than the share of ${maxRemovedShare} (batchMigration.removal.maxShare). They are not removed from the catalog. See whether its inventories are complete, or raise the share for once. First of them: ${missing
        .slice(0, 3)
        .join(', ')}`,
    );
    return gone.filter(ref => unlisted.has(ref));
  }
}

function hashOf(entity: Entity): string {
  return createHash('sha256').update(JSON.stringify(entity)).digest('base64');
}
