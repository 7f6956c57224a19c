import type { InventoryRole } from '../workload/inventory';
import type { EntityRef, Instant } from '../workload/model';

export const SOURCE_KINDS = ['inventory', 'probe', 'cron-log'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A source of inventories, a probe or a shipped log, and how it answered. */
export interface SourceView {
  id: string;
  /** `null` for one that is not configured any more. */
  kind: SourceKind | null;
  /** Of inventories. */
  role: InventoryRole | null;
  /** When it last answered in full; `null` where it never did. */
  answeredAt: Instant | null;
  /** How many servers it names; `null` for what names none. */
  servers: number | null;
  /** Why nothing, or not all, was read of it. Credentials are masked. */
  failure: { since: Instant | null; reason: string } | null;
  /** Servers that its last answer leaves out and that stay listed all the same. */
  missing: { count: number; since: Instant; first: EntityRef[] } | null;
  /** Servers that it could not read, or of which nothing new came. */
  troubles: {
    count: number;
    /** At most 100 of them. */
    first: Array<{
      serverRef: EntityRef;
      since: Instant | null;
      reason: string;
    }>;
  };
}
