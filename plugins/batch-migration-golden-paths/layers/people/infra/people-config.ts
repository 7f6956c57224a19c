import { SECRET_ARN } from './limits';
import { configError } from './platform-config';

/** What `infra/config.json` says of people and evidence. Who approves is in `approvers.yaml`. */
export interface PeopleConfig {
  slack: {
    /** Secrets of Secrets Manager in this account and region; each holds the plain value from Slack. */
    signingSecretArn: string;
    botTokenArn: string;
  };
  evidence: {
    /**
     * - `COMPLIANCE`: nobody deletes evidence before its time, not even root
     * - `GOVERNANCE`: who has s3:BypassGovernanceRetention does; for trying out
     */
    mode: 'COMPLIANCE' | 'GOVERNANCE';
    days: number;
  };
}

/** Ten years. A number of days too many cannot be taken back in COMPLIANCE. */
const MOST_DAYS = 3653;

/** @throws Error that names the field */
export function checkPeopleConfig({ slack, evidence }: Partial<PeopleConfig>): void {
  for (const field of ['signingSecretArn', 'botTokenArn'] as const) {
    const arn = String(slack?.[field]);
    // Of a parameter or of nothing; the value itself is not repeated, it may be the secret.
    if (!SECRET_ARN.test(arn) || !arn.includes(':secretsmanager:')) {
      throw new Error(`infra/config.json: slack.${field} must be the ARN of a secret in Secrets Manager`);
    }
  }
  const { mode, days } = evidence ?? {};
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') throw configError('evidence.mode', 'COMPLIANCE or GOVERNANCE', mode);
  if (!Number.isInteger(days) || Number(days) < 1 || Number(days) > MOST_DAYS) {
    throw configError('evidence.days', `a whole number from 1 to ${MOST_DAYS}`, days);
  }
}
