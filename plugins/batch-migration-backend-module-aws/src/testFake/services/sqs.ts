import * as sdk from '@aws-sdk/client-sqs';
import { AwsFault } from '../fault';
import type { Call, FakeService } from '../service';

const NO_QUEUE = 'The specified queue does not exist.';

/** Simple Queue Service. */
export const sqs: FakeService = {
  sdk,
  Client: sdk.SQSClient,
  invalid: 'InvalidParameterValue',
  operations: {
    GetQueueUrl: {
      // Up to 80 characters, `.fifo` included: `CreateQueue` in the reference.
      limits: { QueueName: { pattern: /^(?=.{1,80}$)[\w-]+(\.fifo)?$/ } },
      answer({ QueueName }: sdk.GetQueueUrlRequest, { region, endpoint }) {
        if (!region.queues.has(QueueName!)) {
          throw new AwsFault('QueueDoesNotExist', NO_QUEUE);
        }
        return { QueueUrl: `${endpoint}/${region.accountId}/${QueueName}` };
      },
    },
    GetQueueAttributes: {
      limits: {},
      answer(input: sdk.GetQueueAttributesRequest, call) {
        const attributes = attributesOf(input.QueueUrl!, call);
        const asked: string[] = input.AttributeNames ?? [];
        const known = Object.values<string>(sdk.QueueAttributeName);
        const unknown = asked.find(name => !known.includes(name));
        if (unknown !== undefined) {
          throw new AwsFault(
            'InvalidAttributeName',
            `Unknown Attribute ${unknown}.`,
          );
        }
        return {
          Attributes: Object.fromEntries(
            Object.entries(attributes).filter(
              ([name]) => asked.includes('All') || asked.includes(name),
            ),
          ),
        };
      },
    },
  },
};

function attributesOf(queueUrl: string, { region, endpoint }: Call) {
  const place = `${endpoint}/${region.accountId}/`;
  const attributes = queueUrl.startsWith(place)
    ? region.queues.get(queueUrl.slice(place.length))
    : undefined;
  if (!attributes) throw new AwsFault('QueueDoesNotExist', NO_QUEUE);
  return attributes;
}
