import {
  type Fact,
  type HardDate,
  maskSecrets,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { AwsPlace } from '../places';
import { combineFacts, type HostFact } from './combine';
import { environmentFacts, groupFacts } from './groupFacts';
import {
  agentFacts,
  eventDates,
  eventFact,
  instanceFacts,
  typeFacts,
} from './instanceFacts';
import { toldByTags } from './people';
import type { AwsInventoryOptions } from './readAwsInventories';
import type { AwsEstate } from './readEstate';
import { type FoundServer, instanceAt, isLive, refOfName } from './servers';

/** Longer values are no facts that a person reads. */
const MAX_VALUE = 500;

/**
 * What AWS says of one server. It is none of what runs there: the inventory
 * lists no places.
 *
 * @param packages - facts of packages, read now or known from before
 */
export function serverReading(options: {
  server: FoundServer;
  estate: AwsEstate;
  packages: readonly Fact[];
  settings: AwsInventoryOptions;
  now: Date;
}): ServerInventory {
  const { server, estate, settings, now } = options;
  const { ref, units, known } = server;
  const capturedAt = now.toISOString();
  const instances = units.flatMap(unit => unit.instances);
  // A host that is gone says nothing of those that took its place.
  const live = instances.filter(isLive);
  const told = live.length > 0 ? live : instances;
  const { ownerRef, roles, problems } = toldByTags(server, settings.tags);
  const facts = [
    ...hostFacts(told, estate, capturedAt),
    ...units.flatMap(({ name, groups, environment }) => [
      ...groups.flatMap(group =>
        groupFacts(group, capturedAt).map(fact => ({ ...fact, host: name })),
      ),
      ...(environment
        ? environmentFacts(
            environment.description,
            estate.platforms.get(environment.description.PlatformArn ?? ''),
            capturedAt,
          ).map(fact => ({
            ...fact,
            host: environment.description.EnvironmentName!,
          }))
        : []),
    ]),
  ];
  const alone = units.every(
    unit => unit.groups.length === 0 && unit.environment === null,
  );
  return {
    server: {
      ref,
      title: known?.server.title ?? units[0].name,
      description: null,
      ownerRef,
      systemRef: null,
      facts: [...combineFacts(facts), ...options.packages].map(safe),
      // A group replaces a host that is retired.
      hardDates: alone
        ? told
            .flatMap(({ InstanceId }) =>
              eventDates(
                InstanceId!,
                estate.events?.get(InstanceId!) ?? [],
                settings.timezone,
              ),
            )
            .filter(date => !isWrittenDown(date, known))
        : [],
      instances: told.map(({ InstanceId }) =>
        instanceAt(settings, InstanceId!),
      ),
    },
    ...(estate.events && { datesOf: datesOf(settings) }),
    fromOutside: true,
    roles,
    capturedAt,
    items: [],
    places: [],
    issues: [...problems, ...sameName(server)].map(message => ({
      ...{ serverRef: ref, path: 'AWS', line: null, column: null },
      severity: 'warning',
      code: 'aws-tags',
      message: maskSecrets(message).text,
    })),
  };
}

function hostFacts(
  instances: FoundServer['units'][number]['instances'],
  { events, managed, types }: AwsEstate,
  at: string,
): HostFact[] {
  return instances.flatMap(instance => {
    const id = instance.InstanceId!;
    const host = managed.get(id);
    return [
      ...instanceFacts(instance, at),
      ...typeFacts(types.get(instance.InstanceType ?? ''), at),
      ...(events ? [eventFact(events.get(id) ?? [], at)] : []),
      ...(host ? agentFacts(host, at) : []),
    ].map(fact => ({ ...fact, host: id }));
  });
}

/** Somebody has the same day already, in words of their own. */
function isWrittenDown(
  { date, source }: HardDate,
  known: FoundServer['known'],
): boolean {
  return (known?.server.hardDates ?? []).some(
    other => other.date === date && other.source !== source,
  );
}

function datesOf({ accountId, region }: AwsPlace): string {
  return `aws:${accountId}/${region}`;
}

/** Tags and names are written by people: they may hold what must not be shown. */
function safe(fact: Fact): Fact {
  if (fact.value === null) return fact;
  const { text } = maskSecrets(fact.value);
  return {
    ...fact,
    value: text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text,
  };
}

/** Hosts that only share a name may be one server, or a mistake. */
function sameName({ ref, units }: FoundServer): string[] {
  const alone = units.filter(
    ({ environment, groups, instances, name }) =>
      environment === null &&
      groups.length === 0 &&
      refOfName(name) === ref &&
      instances.some(isLive),
  );
  if (alone.length < 2) return [];
  const ids = alone.flatMap(({ instances }) =>
    instances.map(({ InstanceId }) => InstanceId!),
  );
  return [
    `${ids.join(
      ', ',
    )} count as one server because they have one name. If they are not the same, give each a name of its own with the tag that names the server.`,
  ];
}
