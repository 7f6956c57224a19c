import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { apiEntity, deferred, roleEntity, serverEntity } from './entities';

/**
 * Brings the servers, the roles and the API of the Batch Migration backend
 * into the catalog. When the backend cannot be asked, the run fails and the catalog
 * keeps what it has.
 */
export class InventoryEntityProvider implements EntityProvider {
  private readonly client: BatchMigrationClient;

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      logger: LoggerService;
      taskRunner: SchedulerServiceTaskRunner;
    },
  ) {
    this.client = new BatchMigrationClient({ discoveryApi: options.discovery });
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
    const { auth, logger } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'batch-migration',
    });
    const [{ servers, roles }, definition] = await Promise.all([
      this.client.inventory({ token }),
      this.client.openApi({ token }),
    ]);
    await connection.applyMutation({
      type: 'full',
      entities: deferred(
        [
          ...servers.map(serverEntity),
          ...roles.map(roleEntity),
          apiEntity(definition),
        ],
        this.getProviderName(),
      ),
    });
    logger.debug(
      `Provided ${servers.length} legacy servers and ${roles.length} roles`,
    );
  }
}
