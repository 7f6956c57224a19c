import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  entityEnvelopeSchemaValidator,
  type Entity,
} from '@backstage/catalog-model';
import { isError, toError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { deferred, repositoryEntity } from './entities';

const CATALOG_FILE = 'catalog-info.yaml';

/**
 * Brings the components of locally generated repositories into the catalog:
 * Backstage's own register action takes only addresses that an integration
 * can read. A file that cannot be read keeps its last known entities.
 */
export class RepositoryEntityProvider implements EntityProvider {
  private readonly lastRead = new Map<string, Entity[]>();
  private readonly validate = entityEnvelopeSchemaValidator();

  constructor(
    private readonly options: {
      /** Absolute path of the folder that holds one repository a folder. */
      directory: string;
      logger: LoggerService;
      taskRunner: SchedulerServiceTaskRunner;
    },
  ) {}

  getProviderName(): string {
    return 'batch-migration-repositories';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.options.taskRunner.run({
      id: `${this.getProviderName()}-refresh`,
      fn: () => this.refresh(connection),
    });
  }

  private async refresh(connection: EntityProviderConnection): Promise<void> {
    const repositories = await this.repositories();
    let complete = true;
    for (const repository of repositories) {
      try {
        this.lastRead.set(repository, await this.read(repository));
      } catch (error) {
        complete = complete && this.lastRead.has(repository);
        this.options.logger.warn(
          `${CATALOG_FILE} of repository ${repository} cannot be read, so the catalog keeps what it knows of it: ${
            toError(error).message
          }`,
        );
      }
    }
    const entities = deferred(
      repositories.flatMap(repository => this.lastRead.get(repository) ?? []),
      this.getProviderName(),
    );
    // A full mutation would remove what could not be read since the start.
    await connection.applyMutation(
      complete
        ? { type: 'full', entities }
        : { type: 'delta', added: entities, removed: [] },
    );
  }

  private async repositories(): Promise<string[]> {
    try {
      const entries = await readdir(this.options.directory, {
        withFileTypes: true,
      });
      return entries
        .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(entry => entry.name)
        .sort();
    } catch (error) {
      // Nothing was generated yet.
      if (isError(error) && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  private async read(repository: string): Promise<Entity[]> {
    const file = path.join(this.options.directory, repository, CATALOG_FILE);
    const documents = parseAllDocuments(await readFile(file, 'utf8'));
    if (!Array.isArray(documents)) return [];
    return documents.map(document => {
      if (document.errors.length > 0) throw document.errors[0];
      return repositoryEntity(this.validate(document.toJS()), file);
    });
  }
}
