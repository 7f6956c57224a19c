import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Instance } from '@aws-sdk/client-ec2';
import type { Environment } from './environments';
import type { InventoryTags } from './readAwsInventories';

/** Tags that AWS itself puts on the instances of a group or an environment. */
export const GROUP_TAG = 'aws:autoscaling:groupName';
export const ENVIRONMENT_TAG = 'elasticbeanstalk:environment-name';

/** What AWS keeps as one: an instance, a group of them, or an environment. */
export interface Unit {
  /** As AWS or its tags name it. */
  name: string;
  tags: ReadonlyMap<string, string>;
  instances: Instance[];
  groups: AutoScalingGroup[];
  environment: Environment | null;
}

export function tagsOf(
  tags: ReadonlyArray<{ Key?: string; Value?: string }> | undefined,
): Map<string, string> {
  return new Map((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * Puts instances into the groups and environments that they belong to: a host
 * that Auto Scaling may replace tomorrow is no server of its own.
 */
export function toUnits(
  found: {
    instances: Iterable<Instance>;
    groups: Iterable<AutoScalingGroup>;
    environments: Iterable<Environment>;
  },
  { server }: Pick<InventoryTags, 'server'>,
): Unit[] {
  const units = new Map<string, Unit>();
  const unitOf = (id: string, make: () => Unit) => {
    const unit = units.get(id) ?? make();
    units.set(id, unit);
    return unit;
  };
  const ofEnvironment = (name: string) =>
    unitOf(`environment ${name}`, () => ({
      ...{ name, tags: new Map(), instances: [], groups: [] },
      environment: null,
    }));
  for (const environment of found.environments) {
    const name = environment.description.EnvironmentName ?? '';
    const unit = ofEnvironment(name);
    unit.name = environment.tags.get(server) || name;
    unit.tags = environment.tags;
    unit.environment = environment;
  }
  const groupOf = new Map<string, string>();
  const byName = new Map<string, AutoScalingGroup>();
  for (const group of found.groups) {
    byName.set(group.AutoScalingGroupName!, group);
    for (const { InstanceId } of group.Instances ?? []) {
      groupOf.set(InstanceId!, group.AutoScalingGroupName!);
    }
  }
  const ofGroup = (name: string): Unit => {
    const group = byName.get(name);
    const tags = tagsOf(group?.Tags);
    const environment = tags.get(ENVIRONMENT_TAG);
    if (environment) return ofEnvironment(environment);
    return unitOf(`group ${name}`, () => ({
      name: tags.get(server) || name,
      ...{ tags, instances: [], groups: [], environment: null },
    }));
  };
  for (const [name, group] of byName) ofGroup(name).groups.push(group);
  for (const instance of found.instances) {
    const tags = tagsOf(instance.Tags);
    const id = instance.InstanceId!;
    const environment = tags.get(ENVIRONMENT_TAG);
    const group = tags.get(GROUP_TAG) ?? groupOf.get(id);
    let unit: Unit;
    if (environment) unit = ofEnvironment(environment);
    else if (group) unit = ofGroup(group);
    else {
      const name = tags.get(server) || tags.get('Name') || id;
      unit = unitOf(`instance ${id}`, () => ({
        ...{ name, tags, instances: [], groups: [], environment: null },
      }));
    }
    unit.instances.push(instance);
    // Where nobody may ask Auto Scaling, its instances still tell.
    if (unit.tags.size === 0) unit.tags = tags;
  }
  return [...units.values()];
}
