import {
  paginateListClusters,
  paginateListServices,
} from '@aws-sdk/client-ecs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  FindOptions,
  FindReading,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { EcsServiceProbe } from '../probes/ecsService';
import { ask, lookAtPart, lookAtPlaces } from './look';
import { probed } from './probed';
import { StartedWork } from './StartedWork';

const SCHEME = 'ecs-service';
const lastPart = (arn: string) => arn.split('/').pop()!;

/** Finds services of ECS: workers, as far as a list can tell. */
export class EcsServiceFinder implements TargetFinder {
  readonly id = 'aws-ecs-services';
  private readonly probe: EcsServiceProbe;

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
    private readonly places: readonly AwsPlace[],
  ) {
    this.probe = new EcsServiceProbe(clients, logger);
  }

  find(options: FindOptions): AsyncIterable<FindReading> {
    const work = new StartedWork(this.clients, this.logger, options.signal);
    return lookAtPlaces(this.places, SCHEME, options, (place, ref) =>
      this.inRegion(place, ref, options, work),
    );
  }

  private async *inRegion(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
    work: StartedWork,
  ): AsyncGenerator<FindReading> {
    for (const cluster of await ask(
      'ecs:ListClusters',
      ref,
      this.clustersOf(place, options.signal),
    )) {
      const clusterRef = `${ref}/${cluster}`;
      yield* lookAtPart(clusterRef, () =>
        this.inCluster(place, clusterRef, options, work),
      );
    }
  }

  private async *inCluster(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
    work: StartedWork,
  ): AsyncGenerator<FindReading> {
    const names = await ask(
      'ecs:ListServices',
      ref,
      this.servicesOf(place, lastPart(ref), options.signal),
    );
    const listed = names.map(name => ({ key: name, name }));
    for await (const reading of probed(
      this.probe,
      { ref, kind: 'resident', listed },
      options,
    )) {
      if (reading.status !== 'found') continue;
      const { target } = reading;
      const { taskDefinition } = target.detail;
      const { command, image } =
        typeof taskDefinition === 'string'
          ? await work.of(place, { taskDefinition })
          : { command: null, image: null };
      yield {
        status: 'found',
        target: {
          ...target,
          image,
          starts: typeof taskDefinition === 'string' ? [taskDefinition] : [],
          detail: {
            ...target.detail,
            ...(command === null ? {} : { command }),
          },
        },
      };
    }
    yield { status: 'read', place: ref };
  }

  private async clustersOf(
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const client = await this.clients.get('ecs', place);
    const names: string[] = [];
    const pages = paginateListClusters({ client }, {}, { abortSignal: signal });
    for await (const { clusterArns = [] } of pages) {
      names.push(...clusterArns.map(lastPart));
    }
    return names;
  }

  private async servicesOf(
    place: AwsPlace,
    cluster: string,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const client = await this.clients.get('ecs', place);
    const names: string[] = [];
    const pages = paginateListServices(
      { client, pageSize: 100 },
      { cluster },
      { abortSignal: signal },
    );
    for await (const { serviceArns = [] } of pages) {
      names.push(...serviceArns.map(lastPart));
    }
    return names;
  }
}
