import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { metadata, type RecordedOperation } from './recordedOperation';

/** What CloudTrail says of its trails. */
export const trailOperations: Record<string, RecordedOperation> = {
  DescribeTrailsCommand: {
    folder: ['cloudtrail', 'describe-trails'],
    schema: cloudtrail.DescribeTrails$,
    names: () => [],
    missing: null,
  },
  GetTrailStatusCommand: {
    folder: ['cloudtrail', 'get-trail-status'],
    schema: cloudtrail.GetTrailStatus$,
    // By ARN, also of a trail that another region is home to.
    names: ({ Name }) => [
      String(Name ?? '')
        .split('/')
        .pop()!,
    ],
    missing: ([name]) =>
      new cloudtrail.TrailNotFoundException({
        message: `Unknown trail: ${name}`,
        $metadata: metadata,
      }),
  },
};
