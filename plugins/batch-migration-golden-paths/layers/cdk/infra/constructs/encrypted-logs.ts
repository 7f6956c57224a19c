import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface EncryptedLogsProps {
  name: string;
  /** Must allow CloudWatch Logs to use it, as `StackKey` does. */
  key: IKey;
}

/** A log group that is encrypted, kept for three months, and survives the stack. */
export class EncryptedLogs extends LogGroup {
  constructor(scope: Construct, id: string, { name, key }: EncryptedLogsProps) {
    super(scope, id, {
      logGroupName: name,
      encryptionKey: key,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
