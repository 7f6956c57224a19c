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
    ListRules: {
      limits: {
        NamePrefix: RULE,
        EventBusName: BUS,
        Limit: { range: [1, 100] },
        NextToken: { length: [1, 2048] },
      },
      answer(input: sdk.ListRulesRequest, { region, pages }) {
        const { NextToken, Limit = 100, ...question } = input;
        const { EventBusName = 'default', NamePrefix = '' } = question;
        const { items, token } = pages.turn(
          [...busOf(region, EventBusName)].filter(([name]) =>
            name.startsWith(NamePrefix),
          ),
          {
            question: ['ListRules', question],
            token: NextToken,
            size: Limit,
            invalid: 'ValidationException',
          },
        );
        return {
          Rules: items.map(([Name, { rule }]) => {
            // Only `DescribeRule` tells who made it.
            const { CreatedBy: _, ...listed } = rule;
            return {
              Arn: region.arn('events', `rule/${Name}`),
              EventBusName,
              Name,
              ...listed,
            };
          }),
          NextToken: token,
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

function busOf(region: FakeRegion, bus: string) {
  const found = region.eventBuses.get(bus.split('/').pop()!);
  if (!found) {
    throw new AwsFault(
      'ResourceNotFoundException',
      `Event bus ${bus} does not exist.`,
    );
  }
  return found;
}

function ruleOf(region: FakeRegion, bus: string, name: string) {
  const found = busOf(region, bus).get(name);
  if (!found) {
    throw new AwsFault(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${bus}.`,
    );
  }
  return found;
}
