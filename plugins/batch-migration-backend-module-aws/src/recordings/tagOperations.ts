import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import { arrangePages } from './narrow';
import type { RecordedOperation } from './recordedOperation';

/** Resources by their tags; one file holds all tagged ones of the region. */
export const tagOperations: Record<string, RecordedOperation> = {
  GetResourcesCommand: {
    folder: ['resourcegroupstaggingapi', 'get-resources'],
    schema: tagging.GetResources$,
    names: () => [],
    missing: null,
    narrow: (output, input: tagging.GetResourcesInput) => {
      const keys = (input.TagFilters ?? []).map(({ Key }) => Key);
      const all: tagging.ResourceTagMapping[] =
        output.ResourceTagMappingList ?? [];
      const ResourceTagMappingList = all.filter(({ Tags = [] }) =>
        keys.every(key => Tags.some(({ Key }) => Key === key)),
      );
      return arrangePages(
        { ...output, ResourceTagMappingList },
        'ResourceTagMappingList',
        'PaginationToken',
        {
          token: input.PaginationToken || undefined,
          size: input.ResourcesPerPage ?? 100,
        },
      );
    },
  },
};
