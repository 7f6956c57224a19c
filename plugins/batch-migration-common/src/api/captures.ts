/** What `POST /captures` takes and answers. */
import type { EntityRef, Instant } from '../workload/model';

/** A captured inventory of one server. Its credentials are masked before anything is stored. */
export interface CaptureRequest {
  server: EntityRef;
  /**
   * Of a group of hosts: which of them was read, by instance id or name. Needed
   * where the server is known as a group.
   */
  member?: string;
  /** All hosts of the group at that time, `member` among them. */
  members?: string[];
  /**
   * When it was read from the host; now by default, never in the future, and never
   * before what was handed in last of the server (of a group: of the member), or was read later of the
   * same files by any other source (409).
   */
  capturedAt?: Instant;
  /** The cron that reads the files; as last known of the server where not given. */
  cron?: { flavour: 'debian' | 'cronie'; version?: string };
  /** IANA zone of the host's clock. */
  timezone?: string;
  /**
   * Files in the layout of a capture, path from the root of the host without
   * leading slash, for example `var/spool/cron/crontabs/batch`. A file counts
   * as read completely unless `lines` picks some of its lines (1-based): then
   * only these are taken, and nothing is said of the others.
   */
  files: Array<{ path: string; text: string; lines?: number[] }>;
}

/** A line that was taken, and the workload that it is. */
export interface CapturedLine {
  id: string;
  name: string;
  /** Of the file on the host. */
  path: string;
  line: number | null;
}

export interface CaptureResponse {
  server: EntityRef;
  capturedAt: Instant;
  /** Until when it counts. */
  freshUntil: Instant;
  created: CapturedLine[];
  /** Workloads that were known and keep id, plan and history. */
  known: CapturedLine[];
  /** How many more were known that the asker may not read. */
  hidden: number;
  /** Names of the credentials that were masked. */
  maskedSecrets: string[];
}
