import {
  paginateDescribeMaintenanceWindows,
  paginateListAssociations,
} from '@aws-sdk/client-ssm';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  FindOptions,
  FindReading,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { SsmAssociationProbe } from '../probes/ssmAssociation';
import { SsmMaintenanceWindowProbe } from '../probes/ssmMaintenanceWindow';
import { ask, lookAtPart, lookAtPlaces } from './look';
import { type Listed, probed } from './probed';

/** Finds what Systems Manager runs by a schedule: maintenance windows and associations. */
export class SsmScheduleFinder implements TargetFinder {
  readonly id = 'aws-ssm-schedules';
  private readonly windows: SsmMaintenanceWindowProbe;
  private readonly associations: SsmAssociationProbe;

  constructor(
    private readonly clients: AwsClients,
    logger: LoggerService,
    private readonly places: readonly AwsPlace[],
  ) {
    this.windows = new SsmMaintenanceWindowProbe(clients, logger);
    this.associations = new SsmAssociationProbe(clients, logger);
  }

  async *find(options: FindOptions): AsyncGenerator<FindReading> {
    yield* lookAtPlaces(this.places, 'ssm-window', options, (place, ref) =>
      lookAtPart(ref, () => this.windowsIn(place, ref, options)),
    );
    yield* lookAtPlaces(this.places, 'ssm-association', options, (place, ref) =>
      lookAtPart(ref, () => this.associationsIn(place, ref, options)),
    );
  }

  private async *windowsIn(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
  ): AsyncGenerator<FindReading> {
    const read = async () => {
      const client = await this.clients.get('ssm', place);
      const listed: Listed[] = [];
      const pages = paginateDescribeMaintenanceWindows(
        { client, pageSize: 100 },
        {},
        { abortSignal: options.signal },
      );
      for await (const { WindowIdentities = [] } of pages) {
        listed.push(
          ...WindowIdentities.flatMap(({ WindowId: key, Name }) =>
            key ? { key, name: Name ?? key } : [],
          ),
        );
      }
      return listed;
    };
    const listed = await ask('ssm:DescribeMaintenanceWindows', ref, read());
    yield* probed(this.windows, { ref, kind: 'scheduled', listed }, options);
  }

  private async *associationsIn(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
  ): AsyncGenerator<FindReading> {
    const read = async () => {
      const client = await this.clients.get('ssm', place);
      const listed: Listed[] = [];
      const pages = paginateListAssociations(
        { client, pageSize: 50 },
        {},
        { abortSignal: options.signal },
      );
      for await (const { Associations = [] } of pages) {
        for (const one of Associations) {
          // One without a schedule runs when it is made, and never again.
          if (!one.AssociationId || !one.ScheduleExpression) continue;
          listed.push({
            key: one.AssociationId,
            name: one.AssociationName ?? one.Name ?? one.AssociationId,
            starts: one.Name ? [one.Name] : [],
          });
        }
      }
      return listed;
    };
    const listed = await ask('ssm:ListAssociations', ref, read());
    yield* probed(
      this.associations,
      { ref, kind: 'scheduled', listed },
      options,
    );
  }
}
