import type {
  CaptureToken,
  EntityRef,
  Instant,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { textOrNull } from './rows';

interface CaptureTokenRow {
  id: string;
  server_ref: EntityRef;
  secret_hash: string;
  label: string | null;
  created_at: Instant;
  created_by: string;
  expires_at: Instant;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
  revoked_by: string | null;
}

/** Tokens of hosts that hand in their own captures. The secrets themselves are nowhere. */
export class CaptureTokenStore {
  constructor(private readonly db: Knex) {}

  /** @param secretHash - SHA-256 of the secret, in hex */
  async add(
    token: CaptureToken,
    secretHash: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<CaptureTokenRow>('capture_tokens').insert({
      id: token.id,
      server_ref: token.server,
      secret_hash: secretHash,
      label: textOrNull(token.label),
      created_at: token.createdAt,
      created_by: token.createdBy,
      expires_at: token.expiresAt,
      last_used_at: token.lastUsedAt,
      revoked_at: token.revokedAt,
      revoked_by: token.revokedBy,
    });
  }

  async get(
    id: string,
    tx: Knex = this.db,
  ): Promise<{ token: CaptureToken; secretHash: string } | undefined> {
    const row = await tx<CaptureTokenRow>('capture_tokens')
      .where({ id })
      .first();
    return row && { token: toToken(row), secretHash: row.secret_hash };
  }

  /** Newest first, those that count no more too. */
  async list(serverRef: EntityRef): Promise<CaptureToken[]> {
    const rows = await this.db<CaptureTokenRow>('capture_tokens')
      .where({ server_ref: serverRef })
      .orderBy([{ column: 'created_at', order: 'desc' }, 'id']);
    return rows.map(toToken);
  }

  /** @returns whether it still counted: one that was revoked meanwhile is not used */
  async use(id: string, at: Instant, tx: Knex.Transaction): Promise<boolean> {
    const used = await tx<CaptureTokenRow>('capture_tokens')
      .where({ id, revoked_at: null })
      .update({ last_used_at: at });
    return used > 0;
  }

  /** @returns whether it was not revoked before */
  async revoke(
    id: string,
    by: { at: Instant; actor: string },
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const revoked = await tx<CaptureTokenRow>('capture_tokens')
      .where({ id, revoked_at: null })
      .update({ revoked_at: by.at, revoked_by: by.actor });
    return revoked > 0;
  }
}

function toToken(row: CaptureTokenRow): CaptureToken {
  return {
    id: row.id,
    server: row.server_ref,
    label: row.label,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  };
}
