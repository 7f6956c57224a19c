import type { OwnerHint, PlacedOwnerHint } from '../owners/model';
import type {
  DeclaredIntent,
  EntityRef,
  Instant,
  Kind,
  LocationRef,
  ObservationDetail,
  ObservedState,
  Role,
  RunOutcome,
  ScheduleSpec,
  Server,
} from './model';

/** `declared` is intent, for example a crontab in Git; only `captured` was seen on a host. */
export type InventoryRole = 'captured' | 'declared';

/** One workload as one inventory shows it. Credentials are already masked. */
export interface InventoryItem {
  kind: Kind;
  name: string;
  roleRef: EntityRef;
  ownerRef: EntityRef | null;
  description: string | null;
  schedule: ScheduleSpec | null;
  command: string;
  user: string | null;
  /**
   * Where it was seen. A declared crontab line stands at `declared:…`; a
   * declared worker, tool or service that somebody described stands at the
   * legacy location where it would be seen, for example `service:default/api`.
   */
  location: LocationRef;
  /**
   * As seen when captured; for a declared inventory: whether it is meant to be
   * on. `unknown` only in a group of hosts: it is off on those that were read,
   * and not all were.
   */
  state: Exclude<ObservedState, 'absent'>;
  /** Until when it counts, where that is not as long as the source's captures do. */
  freshUntil?: Instant;
  detail: ObservationDetail;
  maskedSecrets: string[];
  /** Where it is written, for a person: `var/spool/cron/crontabs/batch, line 12`. */
  where: string;
  /** Whom the comment above it names; none where it is not given. */
  ownerHints?: OwnerHint[];
}

/** A place of which an inventory says whether it was read to the end. */
export interface InventoryPlace {
  ref: string;
  /** Only then does a missing key mean `absent`. */
  complete: boolean;
  reason: string | null;
  /** Until when that counts, where that is not as long as the source's captures do. */
  freshUntil?: Instant;
}

/** What a person should know about an inventory, for example a line that cannot be read. */
export interface InventoryIssue {
  serverRef: EntityRef;
  path: string;
  line: number | null;
  column: number | null;
  severity: 'error' | 'warning' | 'info';
  code: string;
  message: string;
}

/** A run, or the use of a tool, that the host itself tells of. */
export interface InventoryRun {
  location: LocationRef;
  /** The tick that it belongs to; `null` for what people start. */
  scheduledFor: Instant | null;
  startedAt: Instant;
  endedAt: Instant | null;
  outcome: RunOutcome;
  /** The same for the same run in every capture. */
  externalId: string;
}

/** A stretch of time in which every run at a location would have been seen; both bounds inclusive. */
export interface RunRange {
  location: LocationRef;
  from: Instant;
  until: Instant;
}

/** What one source says about one server at one time. */
export interface ServerInventory {
  server: Server;
  /**
   * Of a server that is a group of hosts: the one that was read, by its
   * instance id or name. Discovery puts the readings of all members together.
   */
  member?: string;
  /** Every member of the group at that time, where the reader knows them. */
  members?: string[];
  /**
   * The `source` of hard dates of which this inventory tells all: one that it
   * told before and leaves out now is called off. Where it is not given, dates
   * replace those that no such inventory told, and none takes nothing back.
   */
  datesOf?: string;
  /**
   * Nobody looked at the host itself: its platform says this of it, such as
   * EC2 of an instance. It lists no places, and the same said again counts for
   * longer.
   */
  fromOutside?: boolean;
  roles: Role[];
  /** When it was read from the host; for a declared inventory: when the file was read. */
  capturedAt: Instant;
  items: InventoryItem[];
  places: InventoryPlace[];
  issues: InventoryIssue[];
  /** From the host's own logs; none where it has no log that can be read. */
  runs?: InventoryRun[];
  /** Where no run means that nothing ran. */
  runRanges?: RunRange[];
  /**
   * What lies beside the files and tells of owners, such as CODEOWNERS and the
   * history in Git. It is no content of the server: where only this changes,
   * nothing is imported anew.
   */
  ownerHints?: PlacedOwnerHint[];
}

/** A server's declared items as intents. */
export function toIntents(
  inventory: ServerInventory,
  source: string,
): DeclaredIntent[] {
  return inventory.items.map(item => ({
    location: item.location,
    schedule: item.schedule,
    command: item.command,
    user: item.user,
    ...(typeof item.detail.process === 'string' && {
      process: item.detail.process,
    }),
    enabled: item.state === 'active',
    where: item.where,
    source,
  }));
}
