import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { PeopleConfig } from '../people-config';
import { keyUse } from './key-use';

export interface EvidenceBucketProps {
  key: IKey;
  lock: PeopleConfig['evidence'];
}

/**
 * Evidence under Object Lock. Nothing in it is overwritten; nobody deletes
 * from it but its own rule, when the lock has ended.
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { key, lock }: EvidenceBucketProps) {
    super(scope, id);
    this.key = key;
    const duration = Duration.days(lock.days);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        lock.mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        // A day later than the lock ends; S3 would wait for it anyway.
        { prefix: 'evidence/', expiration: Duration.days(lock.days + 1), noncurrentVersionExpiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(this.bucket, 'S1', 'Who reads evidence is recorded where the account logs S3 data events: docs/people.md');
    this.deny('NobodyDeletes', ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:PutObjectLegalHold']);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
    this.deny('NothingIsOverwritten', ['s3:PutObject'], {
      Null: { 's3:if-none-match': 'true' },
      Bool: { 's3:ObjectCreationOperation': 'true' },
    });
  }

  /** Lets a function add evidence, and compare it with what is there. */
  grantAdd(adder: IFunction): void {
    const { grantPrincipal } = adder;
    const resource = this.bucket.arnForObjects('evidence/*');
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        // PutObjectRetention: S3 asks for it when an object comes with its lock.
        actions: ['s3:PutObject', 's3:PutObjectRetention', 's3:GetObject', 's3:GetObjectRetention'],
        resources: [resource],
      }),
    );
    grantPrincipal.addToPrincipalPolicy(keyUse(this.key));
    const id = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    acknowledge(adder.role!, `IAM5[Resource::<${id}.Arn>/evidence/*]`, 'Names of evidence come from its content; nothing can be overwritten or deleted');
  }

  private deny(sid: string, actions: string[], conditions?: Record<string, unknown>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [this.bucket.arnForObjects('evidence/*')],
        conditions,
      }),
    );
  }
}
