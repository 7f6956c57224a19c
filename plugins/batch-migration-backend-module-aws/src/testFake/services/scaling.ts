import * as sdk from '@aws-sdk/client-application-auto-scaling';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

/** Application Auto Scaling. */
export const scaling: FakeService = {
  sdk,
  Client: sdk.ApplicationAutoScalingClient,
  invalid: 'ValidationException',
  operations: {
    DescribeScalableTargets: {
      limits: {
        ServiceNamespace: { oneOf: sdk.ServiceNamespace },
        ScalableDimension: { oneOf: sdk.ScalableDimension },
        ResourceIds: { items: [0, 50], length: [1, 1600] },
        MaxResults: { range: [1, 50] },
      },
      answer(input: sdk.DescribeScalableTargetsRequest, { region, pages }) {
        const { NextToken, MaxResults = 50, ...question } = input;
        const { ServiceNamespace, ScalableDimension, ResourceIds } = question;
        if (ScalableDimension && !ResourceIds?.length) {
          throw new AwsFault(
            'ValidationException',
            'A resource ID is required with a scalable dimension',
          );
        }
        const { items, token } = pages.turn(
          region.scalableTargets.filter(
            target =>
              target.ServiceNamespace === ServiceNamespace &&
              (!ScalableDimension ||
                target.ScalableDimension === ScalableDimension) &&
              (!ResourceIds?.length ||
                ResourceIds.includes(target.ResourceId!)),
          ),
          {
            question: ['DescribeScalableTargets', question],
            token: NextToken,
            size: MaxResults,
            invalid: 'InvalidNextTokenException',
          },
        );
        return { ScalableTargets: items, NextToken: token };
      },
    },
  },
};
