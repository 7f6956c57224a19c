import * as sdk from '@aws-sdk/client-resource-groups-tagging-api';
import { FakeDefect } from '../fault';
import type { FakeService } from '../service';

/** The Resource Groups Tagging API: what has a tag. */
export const tagging: FakeService = {
  sdk,
  Client: sdk.ResourceGroupsTaggingAPIClient,
  invalid: 'InvalidParameterException',
  operations: {
    GetResources: {
      limits: {
        TagFilters: { items: [0, 50] },
        ResourceTypeFilters: { items: [0, 100], length: [0, 256] },
        ResourcesPerPage: { range: [1, 100] },
      },
      answer(input: sdk.GetResourcesInput, { region, pages }) {
        const { PaginationToken, ResourcesPerPage = 2, ...question } = input;
        const { TagFilters = [], ResourceTypeFilters = [] } = question;
        if (TagFilters.some(({ Values }) => Values)) {
          throw new FakeDefect('The fake finds tags by their key only');
        }
        const found = region.tagged.filter(
          ({ ResourceARN = '', Tags = [] }) =>
            ResourceTypeFilters.some(type => {
              const [service, kind = ''] = type.split(':');
              return (
                ResourceARN.startsWith(`arn:aws:${service}:`) &&
                ResourceARN.includes(kind)
              );
            }) &&
            TagFilters.every(({ Key }) => Tags.some(one => one.Key === Key)),
        );
        const { items, token } = pages.turn(found, {
          question: ['GetResources', question],
          token: PaginationToken || undefined,
          size: ResourcesPerPage,
          invalid: 'PaginationTokenExpiredException',
        });
        return {
          ResourceTagMappingList: items,
          // The last page has an empty one.
          PaginationToken: token ?? '',
        };
      },
    },
  },
};
