import { NotFoundError } from '@backstage/errors';
import {
  CAPTURE_TOKEN_DAYS,
  captureTokenManagePermission,
  type CaptureToken,
  type CaptureTokenRequest,
  type EntityRef,
  type IssuedCaptureToken,
} from 'backstage-plugin-batch-migration-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { audited } from './audited';
import { newCaptureSecret } from './captureSecret';
import { actorOf, type Caller, type Estate } from './estate';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Issues a token with which one server's captures may be handed in. The secret
 * is answered here and never again.
 *
 * @throws NotFoundError for a server of which no inventory tells
 */
export async function issueCaptureToken(
  estate: Estate,
  { credentials, request }: Caller,
  server: EntityRef,
  { label, expiresInDays = CAPTURE_TOKEN_DAYS.default }: CaptureTokenRequest,
): Promise<IssuedCaptureToken> {
  const { access, auditor, clock, database } = estate;
  const { id, token, secretHash } = newCaptureSecret();
  return audited(
    auditor,
    {
      eventId: 'capture-token-issue',
      severityLevel: 'high',
      request,
      meta: { server, tokenId: id, expiresInDays },
    },
    async () => {
      await access.assertMayGenerally(
        credentials,
        captureTokenManagePermission,
      );
      const now = clock.now();
      const issued: CaptureToken = {
        ...{ id, server, label: label ?? null },
        createdAt: now.toISOString(),
        createdBy: actorOf(credentials),
        expiresAt: new Date(
          now.getTime() + expiresInDays * DAY_MS,
        ).toISOString(),
        ...{ lastUsedAt: null, revokedAt: null, revokedBy: null },
      };
      await database.transaction(async tx => {
        if (!(await database.servers.get(server, tx))) {
          throw new NotFoundError(
            `No inventory has the server ${server}. Describe it in a declared inventory (server.yaml) and refresh; then issue its token.`,
          );
        }
        await database.captureTokens.add(issued, secretHash, tx);
        await database.history.append(
          [
            {
              at: issued.createdAt,
              actor: issued.createdBy,
              type: 'capture-token-issued',
              summary: `Issued the capture token ${id} of ${server} until ${issued.expiresAt}`,
              workloadId: null,
              changes: [],
            },
          ],
          tx,
        );
      });
      return { ...issued, token };
    },
  );
}

/** Newest first. No secret is among them. */
export async function listCaptureTokens(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  server: EntityRef,
): Promise<{ items: CaptureToken[] }> {
  await access.assertMayGenerally(credentials, captureTokenManagePermission);
  return { items: await database.captureTokens.list(server) };
}

/** Revokes a token for good; one that was revoked before stays so. */
export async function revokeCaptureToken(
  estate: Estate,
  { credentials, request }: Caller,
  { server, id }: { server: EntityRef; id: string },
): Promise<CaptureToken> {
  const { access, auditor, clock, database } = estate;
  const meta = { server, tokenId: id };
  return audited(
    auditor,
    {
      ...{ eventId: 'capture-token-revoke', severityLevel: 'high' },
      ...{ request, meta },
    },
    async () => {
      await access.assertMayGenerally(
        credentials,
        captureTokenManagePermission,
      );
      const at = clock.now().toISOString();
      const actor = actorOf(credentials);
      return database.transaction(async tx => {
        const known = await database.captureTokens.get(id, tx);
        if (known?.token.server !== server) {
          throw new NotFoundError(`${server} has no capture token ${id}`);
        }
        if (!(await database.captureTokens.revoke(id, { at, actor }, tx))) {
          return known.token;
        }
        const summary = `Revoked the capture token ${id} of ${server}`;
        await database.history.append(
          [
            {
              ...{ at, actor, type: 'capture-token-revoked', summary },
              ...{ workloadId: null, changes: [] },
            },
          ],
          tx,
        );
        return { ...known.token, revokedAt: at, revokedBy: actor };
      });
    },
  );
}
