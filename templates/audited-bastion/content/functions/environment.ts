import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { parseRules } from '../detector/readRules.ts';
import { readApprovers } from '../people/approval/readApprovers';
import { type Lock, s3EvidenceReader, s3LockedObjects } from '../people/evidence/lockedObjects';
import { fromEnvironment } from '../people/lambda/environment';
import { canaryArrived } from '../people/watch/canary';
import { compareAndLock, type EvidenceProps, keepEvidence } from '../session/evidence';
import { WAITS } from '../session/next';
import { Sessions } from '../session/sessions';
import { SessionStore } from '../session/store';
import { StreamStore } from '../session/stream/streams';
import { Watch } from '../session/stream/watch';
import { Teller } from '../session/tell';
import { recordReader } from './aws/records';
import { ecsSeats } from './aws/seats';
import { CANARY } from './canary';

/** What `console/Dockerfile` has ECS Exec start. */
export const SHELL = '/opt/bastion/shell';

/** What a Lambda is given by `infra/constructs/session-functions.ts`. */
export function bastionFromEnvironment(environment = process.env) {
  const people = fromEnvironment(environment);
  const { clock, log, given } = people;
  const store = () => new SessionStore({ table: people.table(), clock });
  const streams = () => new StreamStore(people.table());
  const teller = () => new Teller({ approvers: readApprovers(), requests: people.requests(), outbox: people.outbox() });
  const seats = () => ecsSeats(new ECSClient(), given('CLUSTER'));
  const evidence = (): EvidenceProps => {
    const lock: Lock = { mode: given('EVIDENCE_LOCK_MODE') as Lock['mode'], days: Number(given('EVIDENCE_LOCK_DAYS')) };
    const s3 = new S3Client();
    const bucket = given('EVIDENCE_BUCKET');
    return {
      records: recordReader({ logs: new CloudWatchLogsClient(), s3, logGroup: given('CONSOLE_LOG_GROUP'), bucket: given('TRANSCRIPT_BUCKET') }),
      objects: s3LockedObjects(s3, { bucket, lock, clock }),
      reader: s3EvidenceReader(s3, bucket),
      evidence: people.evidence(),
      requests: people.requests(),
      clock,
    };
  };
  const sessions = () =>
    new Sessions({
      approvers: readApprovers(), approvals: people.approvals(), requests: people.requests(), store: store(), seats: seats(), teller: teller(),
      compare: session => compareAndLock(evidence(), session),
      keep: session => keepEvidence(evidence(), session),
      rules: {
        seats: Number(given('SEATS')), longestMinutes: Number(given('LONGEST_MINUTES')), idleMinutes: Number(given('IDLE_MINUTES')),
        ...WAITS, shell: SHELL,
      },
      clock,
      log,
    });
  const arrived = () => canaryArrived({ ...CANARY, stack: given('STACK_NAME'), arrived: people.claims(60), clock, log });
  const watch = (of: Sessions) =>
    new Watch({
      rules: parseRules(readFileSync(join(environment.LAMBDA_TASK_ROOT ?? '.', 'rules.yaml'), 'utf8')),
      streams: streams(), teller: teller(), clock,
      sessionOf: (task, at) => of.sessionOf(task, at),
      async active(session, at) {
        // Once a minute is enough for who looks for idleness.
        const isNew = session.activeAt === null || Date.parse(at) - Date.parse(session.activeAt) > 60_000;
        if (isNew) await store().add(session.id, { type: 'active', at });
      },
    });
  return { ...people, store, teller, seats, sessions, watch, arrived };
}
