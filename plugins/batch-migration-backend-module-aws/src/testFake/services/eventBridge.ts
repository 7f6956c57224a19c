import * as sdk from '@aws-sdk/client-eventbridge';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const RULE = {
  length: [1, 64] as [number, number],
  pattern: /^[.\-_A-Za-z0-9]+$/,
};
const BUS = {
  length: [1, 1600] as [number, number],
  pattern:
    /^(arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/,
};

/** EventBridge's rules. */
export const eventBridge: FakeService = {
  sdk,
  Client: sdk.EventBridgeClient,
  invalid: 'ValidationException',
  operations: {
    DescribeRule: {
      limits: { Name: RULE, EventBusName: BUS },
      answer({ Name, EventBusName }: sdk.DescribeRuleRequest, { region }) {
        const bus = EventBusName ?? 'default';
        return {
          Arn: region.arn('events', `rule/${Name}`),
          EventBusName: bus,
          Name,
          ...ruleOf(region, bus, Name!).rule,
        };
      },
    },
    ListTargetsByRule: {
      limits: {
        Rule: RULE,
        EventBusName: BUS,
        Limit: { range: [1, 100] },
        NextToken: { length: [1, 2048] },
      },
      answer(input: sdk.ListTargetsByRuleRequest, { region, pages }) {
        const { NextToken, Limit = 100, ...question } = input;
        const { EventBusName = 'default', Rule } = question;
        const { items, token } = pages.turn(
          ruleOf(region, EventBusName, Rule!).targets,
          {
            question: ['ListTargetsByRule', question],
            token: NextToken,
            size: Limit,
            invalid: 'ValidationException',
          },
        );
        return { Targets: items, NextToken: token };
      },
    },
  },
};

function ruleOf(region: FakeRegion, bus: string, name: string) {
  const found = region.eventBuses.get(bus.split('/').pop()!)?.get(name);
  if (!found) {
    throw new AwsFault(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${bus}.`,
    );
  }
  return found;
}
