import {
  type EC2Client,
  type Filter,
  type Instance,
  type InstanceStatusEvent,
  type InstanceTypeInfo,
  paginateDescribeInstances,
  paginateDescribeInstanceStatus,
  paginateDescribeInstanceTypes,
} from '@aws-sdk/client-ec2';
import { inChunks } from '../concurrent';
import type { InventoryTags } from './readAwsInventories';

/** EC2 takes up to 200 values in all filters of a call. */
const FILTER_VALUES = 200;
/** The largest page of `DescribeInstances` and `DescribeInstanceStatus`. */
const PAGE = 1000;

/** A filter for what has the tag; EC2 and Auto Scaling spell it alike. */
export function tagFilter({
  key,
  values,
}: Pick<InventoryTags, 'key' | 'values'>) {
  return values.length > 0
    ? { Name: `tag:${key}`, Values: values }
    : { Name: 'tag-key', Values: [key] };
}

/** Every page of the instances that a filter leaves, by id. */
export async function readInstances(
  client: EC2Client,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Map<string, Instance>> {
  const found = new Map<string, Instance>();
  for (const Values of inChunks(filter.Values ?? [], FILTER_VALUES)) {
    const pages = paginateDescribeInstances(
      { client, pageSize: PAGE },
      { Filters: [{ ...filter, Values }] },
      { abortSignal: signal },
    );
    for await (const { Reservations = [] } of pages) {
      for (const instance of Reservations.flatMap(r => r.Instances ?? [])) {
        found.set(instance.InstanceId!, instance);
      }
    }
  }
  return found;
}

/** Events that are still to come, by the id of their instance. */
export async function readEvents(
  client: EC2Client,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, InstanceStatusEvent[]>> {
  const found = new Map<string, InstanceStatusEvent[]>();
  for (const Values of inChunks(ids, FILTER_VALUES)) {
    const pages = paginateDescribeInstanceStatus(
      { client, pageSize: PAGE },
      {
        IncludeAllInstances: true,
        Filters: [{ Name: 'instance-id', Values }],
      },
      { abortSignal: signal },
    );
    for await (const { InstanceStatuses = [] } of pages) {
      for (const { InstanceId, Events = [] } of InstanceStatuses) {
        // What is done or called off is told for a week more, marked so.
        const open = Events.filter(
          ({ Description = '' }) =>
            !/^\[(Completed|Canceled)\]/.test(Description),
        );
        found.set(InstanceId!, open);
      }
    }
  }
  return found;
}

/** What EC2 says of instance types. A type that the region does not know is left out. */
export async function readInstanceTypes(
  client: EC2Client,
  types: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, InstanceTypeInfo>> {
  const found = new Map<string, InstanceTypeInfo>();
  for (const Values of inChunks(types, FILTER_VALUES)) {
    const pages = paginateDescribeInstanceTypes(
      { client },
      // `InstanceTypes` would refuse all where it does not know one.
      { Filters: [{ Name: 'instance-type', Values }] },
      { abortSignal: signal },
    );
    for await (const { InstanceTypes = [] } of pages) {
      for (const type of InstanceTypes) found.set(type.InstanceType!, type);
    }
  }
  return found;
}
