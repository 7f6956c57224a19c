import type {
  Instance,
  InstanceStatusEvent,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import type { InstanceInformation } from '@aws-sdk/client-ssm';
import type { Fact, HardDate } from 'backstage-plugin-batch-migration-common';

const EVENTS = 'EC2 scheduled events';

/** After these the instance is gone, or off: work on it must have moved by then. */
const FINAL_EVENTS = ['instance-retirement', 'instance-stop'];

/** What EC2 itself says of an instance. */
export function instanceFacts(instance: Instance, observedAt: string): Fact[] {
  const fact = (name: string, value: string | undefined): Fact => ({
    name,
    value: value || null,
    source: 'EC2',
    observedAt,
  });
  return [
    fact('instance-type', instance.InstanceType),
    fact('virtualization', instance.VirtualizationType),
    fact('platform', instance.PlatformDetails ?? instance.Platform),
    fact('architecture', instance.Architecture),
    fact('image', instance.ImageId),
    fact('launched-at', instance.LaunchTime?.toISOString()),
    fact('instance-state', instance.State?.Name),
    fact('availability-zone', instance.Placement?.AvailabilityZone),
  ].filter(({ value }) => value !== null);
}

/** What EC2 says of the type: `previous` is its own word for what it no longer offers first. */
export function typeFacts(
  type: InstanceTypeInfo | undefined,
  observedAt: string,
): Fact[] {
  if (!type) return [];
  const source = 'EC2 instance types';
  const { CurrentGeneration, MemoryInfo } = type;
  return [
    ...(CurrentGeneration === undefined
      ? []
      : [
          {
            name: 'instance-generation',
            value: CurrentGeneration ? 'current' : 'previous',
            ...{ source, observedAt },
          },
        ]),
    ...(MemoryInfo?.SizeInMiB === undefined
      ? []
      : [
          {
            name: 'memory-mib',
            value: String(MemoryInfo.SizeInMiB),
            ...{ source, observedAt },
          },
        ]),
  ];
}

/** Events to come, in words; `none` is known, where EC2 was asked. */
export function eventFact(
  events: readonly InstanceStatusEvent[],
  observedAt: string,
): Fact {
  const told = events.map(({ Code, NotBefore, Description }) =>
    [Code, NotBefore && `from ${NotBefore.toISOString()}`, Description]
      .filter(Boolean)
      .join(', '),
  );
  return {
    name: 'scheduled-events',
    value: told.length > 0 ? told.join('; ') : 'none',
    source: EVENTS,
    observedAt,
  };
}

/**
 * Days by which the work on an instance must have moved. A reboot ends no
 * host, and is a fact alone.
 *
 * @param timezone - IANA zone in which the day is told
 */
export function eventDates(
  instanceId: string,
  events: readonly InstanceStatusEvent[],
  timezone: string,
): HardDate[] {
  return events.flatMap(({ Code = '', Description, NotBefore }) =>
    NotBefore && FINAL_EVENTS.includes(Code)
      ? {
          date: dayIn(timezone, NotBefore),
          effect: `${Code} of ${instanceId}${
            Description ? `: ${Description}` : ''
          }`,
          source: EVENTS,
        }
      : [],
  );
}

function dayIn(timeZone: string, at: Date): string {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
}

/** What the agent of Systems Manager says of its host. */
export function agentFacts(
  host: InstanceInformation,
  observedAt: string,
): Fact[] {
  const seenAt = host.LastPingDateTime?.toISOString() ?? observedAt;
  const os = [host.PlatformName, host.PlatformVersion]
    .filter(Boolean)
    .join(' ');
  const told: Array<[name: string, value: string | undefined, at: string]> = [
    ['os', os, seenAt],
    ['hostname', host.ComputerName, seenAt],
    ['ssm-agent', host.AgentVersion, seenAt],
    ['ssm-ping', host.PingStatus, observedAt],
  ];
  return told.flatMap(([name, value, at]) =>
    value ? { name, value, source: 'SSM', observedAt: at } : [],
  );
}
