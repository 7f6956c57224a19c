import * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

const LISTENER =
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(app|net|gwy)\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/[0-9a-f]{16}$/;
const GROUP =
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/;

/** Elastic Load Balancing, version 2. */
export const loadBalancing: FakeService = {
  sdk,
  Client: sdk.ElasticLoadBalancingV2Client,
  invalid: 'ValidationError',
  operations: {
    DescribeRules: {
      limits: { PageSize: { range: [1, 400] } },
      answer(input: sdk.DescribeRulesInput, { region, pages }) {
        const { Marker, PageSize = 400, ...question } = input;
        const { ListenerArn, RuleArns } = question;
        if ((ListenerArn === undefined) === (RuleArns === undefined)) {
          throw new AwsFault(
            'ValidationError',
            'You must specify either listener ARN or rule ARNs',
          );
        }
        if (ListenerArn !== undefined && !LISTENER.test(ListenerArn)) {
          throw new AwsFault(
            'ValidationError',
            `'${ListenerArn}' is not a valid listener ARN`,
          );
        }
        const all = ListenerArn
          ? region.listeners.get(ListenerArn)
          : [...region.listeners.values()].flat();
        if (!all) {
          throw new AwsFault(
            'ListenerNotFoundException',
            `One or more listeners not found: '${ListenerArn}'`,
          );
        }
        const gone = RuleArns?.find(
          arn => !all.some(({ RuleArn }) => RuleArn === arn),
        );
        if (gone) {
          throw new AwsFault(
            'RuleNotFoundException',
            `One or more rules not found: '${gone}'`,
          );
        }
        const { items, token } = pages.turn(
          all.filter(({ RuleArn }) => !RuleArns || RuleArns.includes(RuleArn!)),
          {
            question: ['DescribeRules', question],
            token: Marker,
            size: PageSize,
            invalid: 'ValidationError',
          },
        );
        return { Rules: items, NextMarker: token };
      },
    },
    DescribeTargetHealth: {
      limits: {},
      answer({ TargetGroupArn }: sdk.DescribeTargetHealthInput, { region }) {
        if (!GROUP.test(TargetGroupArn!)) {
          throw new AwsFault(
            'ValidationError',
            `'${TargetGroupArn}' is not a valid target group ARN`,
          );
        }
        const found = region.targetGroups.get(TargetGroupArn!);
        if (!found) {
          throw new AwsFault(
            'TargetGroupNotFoundException',
            `Target groups '${TargetGroupArn}' not found`,
          );
        }
        return { TargetHealthDescriptions: found };
      },
    },
  },
};
