import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** What DynamoDB and S3 do with a key for whoever calls them. The CDK's own grant would add more. */
export function keyUse(key: IKey): PolicyStatement {
  return new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] });
}
