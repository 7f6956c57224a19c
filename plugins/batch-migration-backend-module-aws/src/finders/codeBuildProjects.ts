import { paginateListProjects } from '@aws-sdk/client-codebuild';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  FindOptions,
  FindReading,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { CodeBuildProjectProbe } from '../probes/codeBuildProject';
import { ask, lookAtPlaces } from './look';
import { probed } from './probed';

const SCHEME = 'codebuild';

/** Finds projects of CodeBuild: what people start when they need it. */
export class CodeBuildProjectFinder implements TargetFinder {
  readonly id = 'aws-codebuild-projects';
  private readonly probe: CodeBuildProjectProbe;

  constructor(
    private readonly clients: AwsClients,
    logger: LoggerService,
    private readonly places: readonly AwsPlace[],
  ) {
    this.probe = new CodeBuildProjectProbe(clients, logger);
  }

  async *find(options: FindOptions): AsyncGenerator<FindReading> {
    yield* lookAtPlaces(this.places, SCHEME, options, (place, ref) =>
      this.inRegion(place, ref, options),
    );
  }

  private async *inRegion(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
  ): AsyncGenerator<FindReading> {
    const names = await ask(
      'codebuild:ListProjects',
      ref,
      this.projectsOf(place, options.signal),
    );
    const listed = names.map(name => ({ key: name, name }));
    yield* probed(this.probe, { ref, kind: 'on-demand', listed }, options);
  }

  private async projectsOf(
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const client = await this.clients.get('codebuild', place);
    const names: string[] = [];
    const pages = paginateListProjects({ client }, {}, { abortSignal: signal });
    for await (const { projects = [] } of pages) names.push(...projects);
    return names;
  }
}
