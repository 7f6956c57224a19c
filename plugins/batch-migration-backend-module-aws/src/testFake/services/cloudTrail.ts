import * as sdk from '@aws-sdk/client-cloudtrail';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

/** CloudTrail: trails, and whether they log. */
export const cloudTrail: FakeService = {
  sdk,
  Client: sdk.CloudTrailClient,
  invalid: 'InvalidTrailNameException',
  operations: {
    DescribeTrails: {
      limits: {},
      answer(_input: sdk.DescribeTrailsRequest, { region }) {
        return { trailList: [...region.trails.values()].map(one => one.trail) };
      },
    },
    GetTrailStatus: {
      limits: { Name: { length: [3, 1024] } },
      answer({ Name }: sdk.GetTrailStatusRequest, { region }) {
        const found = [...region.trails.values()].find(
          ({ trail }) => trail.TrailARN === Name || trail.Name === Name,
        );
        if (!found) {
          throw new AwsFault(
            'TrailNotFoundException',
            `Unknown trail: ${Name}`,
          );
        }
        return { IsLogging: found.isLogging };
      },
    },
  },
};
