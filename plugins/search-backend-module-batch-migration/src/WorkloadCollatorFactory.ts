import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  BatchMigrationClient,
  workloadReadPermission,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { Readable } from 'node:stream';

/** As many as the API gives at once. */
const PAGE = 200;

/** What the search knows of a workload. Credentials are masked before. */
export interface WorkloadDocument extends IndexableDocument {
  kind: string;
  /** Stage of the assessment, for filters: `discovered`, `cut-over`, … */
  stage: string;
  owner: string;
  servers: string[];
}

/**
 * Reads all workloads for the search. Who may not read a workload does not
 * find it: each document names it as the resource of the permission
 * `batchMigration.workload.read`. When a page cannot be read the collation
 * fails, and the search keeps the index that it has.
 */
export class WorkloadCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'batch-migration-workload';
  readonly visibilityPermission = workloadReadPermission;
  private readonly client: BatchMigrationClient;

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      /** Path of a workload's page; `:id` stands for the workload. */
      location: string;
    },
  ) {
    this.client = new BatchMigrationClient({ discoveryApi: options.discovery });
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<WorkloadDocument> {
    let cursor: string | undefined;
    do {
      const page = await this.client.workloads(
        { limit: PAGE, orderBy: 'name', cursor },
        { token: await this.token() },
      );
      for (const workload of page.items) {
        yield toDocument(workload, this.options.location);
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** For each page: a token lives shorter than a long estate takes. */
  private async token(): Promise<string> {
    const { auth } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'batch-migration',
    });
    return token;
  }
}

function toDocument(
  workload: WorkloadView,
  location: string,
): WorkloadDocument {
  const { id, name, kind, command, description, ownerRef, serverRefs } =
    workload;
  const said = [command, description, workload.scheduleText?.en];
  return {
    title: name,
    text: said.filter(Boolean).join('\n'),
    location: location.replace(':id', encodeURIComponent(id)),
    kind,
    stage: workload.assessment.stage,
    owner: ownerRef ?? '',
    servers: serverRefs,
    authorization: { resourceRef: id },
  };
}
