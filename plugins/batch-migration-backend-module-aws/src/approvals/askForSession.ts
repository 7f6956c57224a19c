import { toError } from '@backstage/errors';
import { SignatureV4 } from '@smithy/signature-v4';
import {
  type SessionAsk,
  SessionRefused,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { ApprovalsTable } from './readApprovalsConfig';
import { Sha256 } from './sha256';

/** The function behind it starts cold and asks Slack and ECS. */
const TIMEOUT_MS = 29_000;

/**
 * Asks a bastion for a session in the name of a person, signed with the
 * portal's role in its account. The bastion takes that from no other role
 * (`portalRole` of its configuration), and asks people to approve.
 *
 * @throws SessionRefused with what the bastion says; Error saying what to mend
 */
export async function askForSession(
  clients: AwsClients,
  { accountId, region, sessionsUrl, name }: ApprovalsTable,
  { requestId, reason, minutes, email }: SessionAsk,
  signal?: AbortSignal,
): Promise<{ id: string; endsAt: string }> {
  if (sessionsUrl === null) {
    throw new SessionRefused(
      `${name} takes no sessions from the portal: set sessionsUrl`,
    );
  }
  const credentials = await clients.credentials({ accountId, region });
  if (!credentials) {
    throw new SessionRefused(
      'This portal replays recordings: no session can be opened',
    );
  }
  const onBehalfOf = { email };
  const body = JSON.stringify({
    ...{ action: 'start', requestId, reason, minutes, onBehalfOf },
  });
  const { hostname, host, protocol, pathname: path } = new URL(sessionsUrl);
  const signer = new SignatureV4({
    ...{ credentials, region, service: 'execute-api', sha256: Sha256 },
  });
  const headers = { host, 'content-type': 'application/json' };
  const signed = await signer.sign({
    ...{ method: 'POST', protocol, hostname, path, headers, body },
  });
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let status: number;
  let answer: Answer;
  try {
    const response = await fetch(sessionsUrl, {
      method: 'POST',
      headers: signed.headers,
      body,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    status = response.status;
    answer = (await response.json()) as Answer;
  } catch (error) {
    throw new Error(
      `${name} did not answer: check sessionsUrl and the network. ${
        toError(error).message
      }`,
    );
  }
  const { session, error, message } = Object(answer) as Answer;
  if (status === 200 && session?.id && session.endsAt) {
    return { id: session.id, endsAt: session.endsAt };
  }
  if (status === 403) {
    throw new Error(
      `${name} refused the portal: its role needs execute-api:Invoke, and must be sessions.portalRole of the repository. ${
        error ?? message ?? ''
      }`,
    );
  }
  if (status === 400 || status === 409) {
    throw new SessionRefused(error ?? `${name} answered ${status}`);
  }
  throw new Error(`${name} answered ${status}`);
}

interface Answer {
  session?: { id?: string; endsAt?: string };
  error?: string;
  /** Of API Gateway itself. */
  message?: string;
}
