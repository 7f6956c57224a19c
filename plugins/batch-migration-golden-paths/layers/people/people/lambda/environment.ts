import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Approvals } from '../approval/approvals';
import { readApprovers } from '../approval/readApprovers';
import { RequestStore } from '../approval/store';
import { sqsQueue, sqsVisibility } from '../aws/queue';
import { type Lock, s3LockedObjects } from '../evidence/lockedObjects';
import { EvidenceStore } from '../evidence/store';
import type { FollowUpProps } from '../followUp/run';
import { schedulerTimer } from '../followUp/timer';
import { findMissedReplies } from '../slack/missedReplies';
import { queuedOutbox } from '../slack/outbox';
import { Threads } from '../slack/threads';
import { slackWebApi } from '../slack/webApi';
import { basicsFrom } from './basics';

/**
 * What a Lambda is given by `infra/constructs/people.ts`. Each part is made
 * when it is asked for: a function that does not send to Slack has no token.
 */
export function fromEnvironment(environment = process.env) {
  const basics = basicsFrom(environment);
  const { clock, log, given, table, secret, claims } = basics;
  const slack = () => slackWebApi({ token: secret('BOT_TOKEN_SECRET') });
  const requests = () => new RequestStore({ table: table(), clock });
  const threads = () => new Threads(table());
  const outbox = () => queuedOutbox(sqsQueue(new SQSClient(), given('OUTBOX_URL')));
  const timer = () =>
    schedulerTimer(new SchedulerClient(), {
      group: given('FOLLOW_UP_GROUP'),
      queueArn: given('FOLLOW_UP_QUEUE_ARN'),
      roleArn: given('FOLLOW_UP_ROLE_ARN'),
      clock,
    });
  const approvals = (facts?: ConstructorParameters<typeof Approvals>[0]['facts']) =>
    new Approvals({
      approvers: readApprovers(), slack: slack(), requests: requests(), threads: threads(), outbox: outbox(), timer: timer(), clock, log, facts,
    });
  const evidence = () => {
    const lock: Lock = { mode: given('EVIDENCE_LOCK_MODE') as Lock['mode'], days: Number(given('EVIDENCE_LOCK_DAYS')) };
    const objects = s3LockedObjects(new S3Client(), { bucket: given('EVIDENCE_BUCKET'), lock, clock });
    return new EvidenceStore({ objects, table: table(), clock });
  };
  const findReplies = () => {
    const acts = sqsQueue(new SQSClient(), given('ACTS_URL'));
    const props = { slack: slack(), threads: threads(), deliveries: claims(15), acts, log };
    return (requestId: string) => findMissedReplies(props, requestId);
  };
  const followUps = (of = approvals()): FollowUpProps => ({
    approvers: readApprovers(), approvals: of, requests: requests(), outbox: outbox(), timer: timer(), clock, log, findReplies: findReplies(),
  });
  return {
    ...basics, slack, requests, threads, outbox, timer, approvals, evidence, followUps,
    visibility: () => sqsVisibility(new SQSClient(), given('OUTBOX_URL')),
  };
}
