import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsQueue } from '../aws/queue';
import { slackEndpoint } from '../slack/endpoint';
import { basicsFrom } from './basics';

const { secret, claims, given, clock, log } = basicsFrom();

/** What Slack calls. */
export const handler = slackEndpoint({
  signingSecret: secret('SIGNING_SECRET'),
  // Longer than the function runs, shorter than Slack waits before its second attempt to send again.
  deliveries: claims(15),
  acts: sqsQueue(new SQSClient(), given('ACTS_URL')),
  clock,
  log,
});
