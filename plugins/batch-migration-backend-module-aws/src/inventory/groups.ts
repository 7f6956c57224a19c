import {
  type AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { inChunks } from '../concurrent';
import { tagFilter } from './instances';
import type { InventoryTags } from './readAwsInventories';

/** The largest page, and so many names in one call. */
const PAGE = 100;

/** The Auto Scaling groups that have the tag, and those of the given names, by name. */
export async function readGroups(
  client: AutoScalingClient,
  tags: InventoryTags,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, AutoScalingGroup>> {
  const found = new Map<string, AutoScalingGroup>();
  const add = async (question: object) => {
    const pages = paginateDescribeAutoScalingGroups(
      { client, pageSize: PAGE },
      question,
      { abortSignal: signal },
    );
    for await (const { AutoScalingGroups = [] } of pages) {
      for (const group of AutoScalingGroups) {
        found.set(group.AutoScalingGroupName!, group);
      }
    }
  };
  await add({ Filters: [tagFilter(tags)] });
  const untagged = names.filter(name => !found.has(name));
  for (const AutoScalingGroupNames of inChunks(untagged, PAGE)) {
    await add({ AutoScalingGroupNames });
  }
  return found;
}
