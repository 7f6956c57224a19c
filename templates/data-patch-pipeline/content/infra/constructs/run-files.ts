import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { PeopleConfig } from '../people-config';

/**
 * What builds leave is written once, like evidence: the patch has the role of
 * the build, and could otherwise mend its own log afterwards.
 */
export function lockRuns(bucket: Bucket, lock: PeopleConfig['evidence']): void {
  // A day later than the lock of the bucket ends, as for evidence.
  bucket.addLifecycleRule({ prefix: 'runs/', expiration: Duration.days(lock.days + 1), noncurrentVersionExpiration: Duration.days(1) });
  const deny = (sid: string, actions: string[], conditions?: Record<string, unknown>) =>
    bucket.addToResourcePolicy(
      new PolicyStatement({ sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions, resources: [bucket.arnForObjects('runs/*')], conditions }),
    );
  deny('NobodyDeletesRuns', ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectLegalHold']);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
  deny('NoRunIsOverwritten', ['s3:PutObject'], { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } });
}
