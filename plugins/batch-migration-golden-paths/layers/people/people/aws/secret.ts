import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../clock';

export type Secret = () => Promise<string>;

/** A secret that changed is known after this long; until then Slack and SQS try again. */
const KEPT_MS = 5 * 60_000;

/** A secret that is read when it is needed, and kept for five minutes. Its value is its text, nothing around it. */
export function managedSecret(client: Pick<SecretsManagerClient, 'send'>, SecretId: string, clock: Clock): Secret {
  let kept: { value: string; until: number } | undefined;
  return async () => {
    const now = clock().getTime();
    if (kept && now < kept.until) return kept.value;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    if (!SecretString) throw new Error(`The secret ${SecretId} holds no text: put the value from Slack into it`);
    kept = { value: SecretString.trim(), until: now + KEPT_MS };
    return kept.value;
  };
}
