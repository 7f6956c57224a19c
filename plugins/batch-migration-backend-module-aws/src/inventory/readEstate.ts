import type {
  Instance,
  InstanceStatusEvent,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import type { PlatformDescription } from '@aws-sdk/client-elastic-beanstalk';
import type { InstanceInformation } from '@aws-sdk/client-ssm';
import type { AwsClients } from '../clients';
import {
  readEnvironments,
  readEnvironmentTags,
  readPlatforms,
} from './environments';
import { readGroups } from './groups';
import {
  readEvents,
  readInstances,
  readInstanceTypes,
  tagFilter,
} from './instances';
import { readManagedHosts } from './managedHosts';
import { Parts } from './Parts';
import type { AwsInventoryOptions } from './readAwsInventories';
import {
  ENVIRONMENT_TAG,
  GROUP_TAG,
  tagsOf,
  toUnits,
  type Unit,
} from './units';

/** What AWS tells of the legacy servers of an account and region. */
export interface AwsEstate {
  units: Unit[];
  /** `null` where EC2 did not tell of any: then it is not known that there is none. */
  events: ReadonlyMap<string, InstanceStatusEvent[]> | null;
  types: ReadonlyMap<string, InstanceTypeInfo>;
  platforms: ReadonlyMap<string, PlatformDescription>;
  managed: ReadonlyMap<string, InstanceInformation>;
}

/** The instances, groups and environments that have the tag, with every page of every list. */
export async function readUnits(
  clients: AwsClients,
  options: AwsInventoryOptions,
  parts: Parts,
  signal?: AbortSignal,
): Promise<Unit[]> {
  const { tags } = options;
  const instances = new Map<string, Instance>();
  const addInstances = async (filter: { Name: string; Values: string[] }) => {
    const found = await parts.read(
      'ec2:DescribeInstances',
      'instances and their states',
      async () =>
        readInstances(await clients.get('ec2', options), filter, signal),
    );
    for (const [id, instance] of found ?? []) instances.set(id, instance);
  };
  await addInstances(tagFilter(tags));

  const tagged = [...instances.values()].map(({ Tags }) => tagsOf(Tags));
  const groups = await parts.read(
    'autoscaling:DescribeAutoScalingGroups',
    'Auto Scaling groups; their instances are still put together by their tag',
    async () =>
      readGroups(
        await clients.get('groups', options),
        tags,
        [...new Set(tagged.flatMap(one => one.get(GROUP_TAG) ?? []))],
        signal,
      ),
  );
  const environments = await readTaggedEnvironments(
    clients,
    options,
    parts,
    signal,
  );
  // What a group or an environment starts need not have its tag.
  const members = [...(groups?.values() ?? [])]
    .flatMap(group => group.Instances ?? [])
    .map(({ InstanceId }) => InstanceId!)
    .filter(id => !instances.has(id));
  if (members.length > 0) {
    await addInstances({ Name: 'instance-id', Values: members });
  }
  if (environments.length > 0) {
    await addInstances({
      Name: `tag:${ENVIRONMENT_TAG}`,
      Values: environments.map(one => one.description.EnvironmentName!),
    });
  }
  return toUnits(
    {
      instances: instances.values(),
      groups: groups?.values() ?? [],
      environments,
    },
    tags,
  );
}

async function readTaggedEnvironments(
  clients: AwsClients,
  options: AwsInventoryOptions,
  parts: Parts,
  signal?: AbortSignal,
) {
  const { key, values } = options.tags;
  const all = await parts.read(
    'elasticbeanstalk:DescribeEnvironments',
    'environments of Elastic Beanstalk',
    async () =>
      readEnvironments(await clients.get('beanstalk', options), signal),
  );
  const tagged = await parts.read(
    'elasticbeanstalk:ListTagsForResource',
    'which environments of Elastic Beanstalk are legacy servers',
    async () =>
      readEnvironmentTags(
        await clients.get('beanstalk', options),
        all ?? [],
        signal,
      ),
  );
  return (tagged ?? []).filter(({ tags }) => {
    const value = tags.get(key);
    return (
      value !== undefined && (values.length === 0 || values.includes(value))
    );
  });
}

/** Units with all that else is told of them. */
export async function readEstate(
  clients: AwsClients,
  options: AwsInventoryOptions,
  parts: Parts,
  signal?: AbortSignal,
): Promise<AwsEstate> {
  const units = await readUnits(clients, options, parts, signal);
  const instances = units.flatMap(unit => unit.instances);
  const ids = instances.map(({ InstanceId }) => InstanceId!);
  const events = await parts.read(
    'ec2:DescribeInstanceStatus',
    'scheduled events',
    async () => readEvents(await clients.get('ec2', options), ids, signal),
  );
  const types = await parts.read(
    'ec2:DescribeInstanceTypes',
    'generation and memory of instance types',
    async () =>
      readInstanceTypes(
        await clients.get('ec2', options),
        [
          ...new Set(
            instances.flatMap(({ InstanceType }) => InstanceType ?? []),
          ),
        ],
        signal,
      ),
  );
  const platforms = await parts.read(
    'elasticbeanstalk:DescribePlatformVersion',
    'whether platforms of Elastic Beanstalk are retired',
    async () =>
      readPlatforms(
        await clients.get('beanstalk', options),
        [
          ...new Set(
            units.flatMap(
              ({ environment }) => environment?.description.PlatformArn ?? [],
            ),
          ),
        ],
        signal,
      ),
  );
  const managed = await parts.read(
    'ssm:DescribeInstanceInformation',
    'operating systems as the agent of Systems Manager tells them',
    async () =>
      readManagedHosts(await clients.get('ssm', options), ids, signal),
  );
  return {
    units,
    events,
    types: types ?? new Map(),
    platforms: platforms ?? new Map(),
    managed: managed ?? new Map(),
  };
}
