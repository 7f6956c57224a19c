/** What the REST API under `/api/batch-migration` takes and answers. */
import type { CutoverView } from '../cutover/model';
import type { OwnerProposal } from '../owners/model';
import type {
  Assessment,
  DangerType,
  EntityRef,
  Fact,
  HardDate,
  Instant,
  Kind,
  LocationRef,
  ObservationDetail,
  ObservedState,
  Placement,
  Plan,
  Role,
  RunOutcome,
  ScheduleSpec,
  Server,
  Side,
  Stage,
  Strategy,
} from '../workload/model';

export interface ListResponse<T> {
  items: T[];
  totalItems: number;
  nextCursor: string | null;
}

/** A location with its newest observation. */
export interface LocationView extends LocationRef {
  side: Side;
  position: number;
  /** `unknown` once the observation has lapsed. */
  state: ObservedState;
  observedAt: Instant | null;
  source: string | null;
  freshUntil: Instant | null;
  detail: ObservationDetail;
}

/** What one side did on a day; where it did several, the most telling of them. */
export const DAY_MARKS = [
  'ran',
  'failed',
  'missed',
  'not-seen',
  'trial',
  'none',
] as const;
export type DayMark = (typeof DAY_MARKS)[number];

/** One day on both sides. */
export interface DayView {
  /** `YYYY-MM-DD` in the zone of the estate. */
  day: string;
  legacy: DayMark;
  target: DayMark;
  /** A due tick ran, or may have run, more than once. */
  twice: boolean;
}

/** One workload of a list. */
export interface WorkloadView {
  id: string;
  name: string;
  kind: Kind;
  serverRefs: EntityRef[];
  roleRef: EntityRef;
  /** The plan's owner, else the inventory's. */
  ownerRef: EntityRef | null;
  schedule: ScheduleSpec | null;
  /** The schedule in words. */
  scheduleText: { en: string; ja: string } | null;
  command: string;
  description: string | null;
  maskedSecrets: string[];
  plan: Plan;
  locations: LocationView[];
  /** Repositories that the golden paths made for it, newest last. */
  repositories: string[];
  assessment: Assessment;
  /** The last days on both sides, today last; only where they were asked for. */
  days?: DayView[];
}

export interface ScheduleDifference {
  at: Instant;
  side: Side;
  cause: string;
}

/** An offered translation to EventBridge Scheduler with its comparison. */
export interface TranslationView {
  status: 'exact' | 'differs' | 'unsupported';
  schedules: Array<{ expression: string; timezone: string }>;
  deduplicate: boolean;
  reason: string | null;
  /** Over the two years from now; cut after 100. */
  differences: ScheduleDifference[];
}

/** Whether what was seen still speaks for now. */
export const STANDINGS = ['counts', 'superseded', 'lapsed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** One observation on which a derived word rests. */
export interface SeenView extends LocationRef {
  /** By which assessments and dangers name it. */
  id: number;
  /** `host`: an instance whose end is the end of what is on it. */
  side: Side | 'host';
  /** As it was seen, whatever it means now. */
  state: ObservedState;
  /** When it was first and last seen so. */
  observedAt: Instant;
  lastSeenAt: Instant;
  source: string;
  /** `null` for what does not lapse. */
  freshUntil: Instant | null;
  /** `superseded`: something newer was seen; `lapsed`: nothing newer, and it counts no more. */
  standing: Standing;
  detail: ObservationDetail;
}

/** What the ids in an assessment stand for. An id without an entry was cleaned up. */
export interface EvidenceView {
  observations: SeenView[];
  runs: RunView[];
}

/** One workload in full. */
export interface WorkloadDetail extends WorkloadView {
  /** All that the words, the blockers and the dangers of its assessment rest on. */
  evidence: EvidenceView;
  translation: TranslationView | null;
  /** The next five instants of the legacy schedule. */
  nextRuns: Instant[];
  declared: Array<{
    where: string;
    source: string;
    schedule: ScheduleSpec | null;
    command: string;
    enabled: boolean;
  }>;
  /** Who may own it, the strongest reason first; none where somebody does. */
  ownerProposals: OwnerProposal[];
  /** The steps of its plan, and where they stand. */
  cutover: CutoverView;
}

export const RUN_VERDICTS = [
  'once',
  'missed',
  'twice',
  'not-seen',
  'due',
] as const;
export type RunVerdict = (typeof RUN_VERDICTS)[number];

export interface RunView {
  /** Of the stored run, by which assessments and dangers name it. */
  id?: number;
  location: LocationRef;
  side: Side;
  scheduledFor: Instant | null;
  startedAt: Instant;
  endedAt: Instant | null;
  outcome: RunOutcome;
  source: string;
  url: string | null;
}

/** A due tick with what ran on either side. */
export interface DueTick {
  at: Instant;
  verdict: RunVerdict;
  runs: RunView[];
}

export interface RunsResponse {
  from: Instant;
  to: Instant;
  /**
   * Since when ticks and runs are told, where more were due than one answer
   * holds: the newest are. `null` where all are told.
   */
  cutAt: Instant | null;
  ticks: DueTick[];
  /** Runs that belong to no due tick, for example a trial. */
  otherRuns: RunView[];
}

export interface HistoryEvent {
  id: number;
  at: Instant;
  /** Entity ref of a user or `plugin:<id>`. */
  actor: string;
  /** For example `plan-updated`, `target-linked`, `observed`, `imported`. */
  type: string;
  summary: string;
  workloadId: string | null;
  changes: Array<{
    field: string;
    before: string | null;
    after: string | null;
  }>;
}

/** What happened to one workload, and whether it stands as it was written. */
export interface WorkloadHistory
  extends ListResponse<
    HistoryEvent & {
      /** 64 hexadecimal digits; the next event carries it on. */
      hash: string;
    }
  > {
  /** Result of a check of the events of this page, made for this answer. */
  chain: {
    /** Each has the hash that it was written with, and follows the hash before it. */
    isIntact: boolean;
    /** How many were looked at; those from before positions were stored are not. */
    checked: number;
    /** The newest event that does not fit; `null` where all do. */
    brokenId: number | null;
  };
}

export interface Counts<K extends string> {
  key: K;
  count: number;
}

/** How many are in a stage. */
export interface StageCount extends Counts<Stage> {
  /** Of those, how many have an unknown placement: they may have left the stage. */
  notSeen: number;
}

export interface Summary {
  /** The plugin's clock, which replay may have moved. */
  now: Instant;
  timezone: string;
  /** `live` or `replay`. */
  mode: string;
  scope: number;
  byStage: StageCount[];
  byPlacement: Counts<Placement>[];
  byStrategy: Counts<Strategy | 'none'>[];
  byOwner: Counts<string>[];
  byServer: Array<Counts<string> & { byStage: StageCount[]; left: number }>;
  byWave: Counts<string>[];
  /** Workloads with an acute danger of the type; `null` types are never listed. */
  acuteDangers: Counts<DangerType>[];
  pressingDangers: Counts<DangerType>[];
  /** Workloads with at least one acute danger. */
  inAcuteDanger: number;
  /** Workloads whose placement is unknown: not counted as progress. */
  notSeen: number;
  retired: number;
  retained: number;
  /** Since when nothing is left; `null` as long as something is, or where no event tells. */
  emptySince: Instant | null;
  /** When anything was last observed. */
  observedAt: Instant | null;
  /** Sources that failed or fell silent, each with its own words. */
  silentSources: Array<{ id: string; since: Instant | null; reason: string }>;
  /** Whether the caller may change the plans of some workloads, of those one owns for example. */
  mayPlan: boolean;
}

export const SERVER_DANGER_TYPES = [
  'hard-date-missed',
  'end-of-life',
  'tls-too-old',
  'previous-generation',
  'single-point-of-failure',
  'unknown-owner',
] as const;
export type ServerDangerType = (typeof SERVER_DANGER_TYPES)[number];

export interface ServerView {
  ref: EntityRef;
  title: string;
  description: string | null;
  ownerRef: EntityRef | null;
  systemRef: EntityRef | null;
  facts: Fact[];
  hardDates: HardDate[];
  dangers: Array<{
    type: ServerDangerType;
    severity: 'acute' | 'pressing';
    message: string;
  }>;
  state: 'in-use' | 'retired' | 'kept';
  workloads: number;
  left: number;
  /** Since when nothing is left; `null` as long as something is, or where no event tells. */
  emptySince: Instant | null;
  /** Of its workloads, in order: what hosts of one role do is the same. */
  roleRefs: EntityRef[];
  byStage: StageCount[];
  /** Instances as last seen. */
  instances: LocationView[];
  /** Whether any source still names it; what is known of it stays either way. */
  listed: boolean;
  /** Since when no source names it, where one did. */
  unlistedSince: Instant | null;
}

export interface ServerDetail extends ServerView {
  roles: Role[];
  canBeShutDown: boolean;
  /** What keeps it alive, grouped; every workload stands in exactly one group. */
  verdict: Array<{
    group:
      | 'runs-only-here'
      | 'runs-twice'
      | 'not-seen'
      | 'moved-line-here'
      | 'gone';
    workloads: Array<{ id: string; name: string }>;
  }>;
  /** Why not, as sentences; empty when it can be shut down. */
  reasons: string[];
  /** The same, each with a code to be worded by; backends before this told none. */
  grounds?: Array<{
    code:
      | 'never-read'
      | 'retained'
      | 'only-here'
      | 'active-on-both'
      | 'not-seen'
      | 'line-still-here'
      | 'gone-unseen';
    /** The workloads of which it says so. */
    workloads: Array<{ id: string; name: string }>;
  }>;
  issues: Array<{
    path: string;
    line: number | null;
    column: number | null;
    severity: 'error' | 'warning' | 'info';
    code: string;
    message: string;
  }>;
}

/**
 * Every server that a source still names, and every role of one, for the
 * catalog. Asked with a plugin token.
 */
export interface InventoryResponse {
  servers: Server[];
  roles: Role[];
  /** Of each server that has workloads: how many, how many are left, and in acute danger. */
  counts: Array<Counts<string> & { left: number; inAcuteDanger: number }>;
  /**
   * Refs of servers that no source names any more, and of roles that have no
   * other: they were let go, and are not missing by mistake.
   */
  unlisted: EntityRef[];
}

export interface CrontabIssueView {
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'info';
  code: string;
  message: string;
}

export interface CrontabPreviewRequest {
  text: string;
  /** Whose crontab it is: its known workloads are then named. */
  server?: EntityRef;
  /** Where it lies on that server, for example `etc/cron.d/batch`; guessed from what is known where not given. */
  path?: string;
  dialect: 'user' | 'system';
  cron?: 'debian' | 'cronie';
  cronVersion?: string;
  timezone?: string;
}

export interface CrontabPreviewJob {
  line: number;
  enabled: boolean;
  name: string;
  user: string | null;
  schedule: string;
  timezone: string;
  command: string;
  stdin: string | null;
  environment: Record<string, string>;
  description: { en: string; ja: string };
  translation: TranslationView;
  nextRuns: Instant[];
  fit: JsonFit[];
  issues: CrontabIssueView[];
  /** Names of the credentials in the line, which are masked in `command` and `environment`. */
  maskedSecrets: string[];
  /** The workload of the asked server that this line is. */
  workloadId: string | null;
}

/** A rule of Fargate's limits with its verdict for a job; what is unknown never fits. */
export interface JsonFit {
  rule: string;
  fits: boolean;
  verdict: 'fits' | 'does-not-fit' | 'unknown';
  /** What the verdict rests on. */
  fact: string;
  /** What would make it fit; `null` where it does. */
  remedy: string | null;
  message: string;
}

export interface CrontabPreviewResponse {
  dialect: 'user' | 'system';
  cron: 'debian' | 'cronie';
  fileVerdict: { accepted: boolean; reason: string | null };
  jobs: CrontabPreviewJob[];
  environment: Array<{ line: number; name: string; value: string }>;
  issues: CrontabIssueView[];
}

/** All or nothing, idempotent. */
export interface TargetLinksRequest {
  /** `null` where a person links what was found: no repository was made for it. */
  repository: string | null;
  links: Array<{ workloadIds: string[]; location: LocationRef }>;
}

export interface TargetLinksResponse {
  repository: string | null;
  /** Links that were not there before: 0 when the same request is sent again. */
  linked: number;
}

export interface RefreshResponse {
  startedAt: Instant;
  finishedAt: Instant;
  servers: number;
  workloads: number;
  observations: number;
  /** Sources that could not be read; the rest went on. */
  failures: Array<{ source: string; reason: string }>;
}

export const WORKLOAD_FILTERS = [
  'server',
  'role',
  'owner',
  'kind',
  'stage',
  'placement',
  'strategy',
  'wave',
  'danger',
  'text',
] as const;
export type WorkloadFilter = (typeof WORKLOAD_FILTERS)[number];

/** Each filter may be repeated: values of one filter are alternatives, filters are combined. */
export type WorkloadFilters = Partial<Record<WorkloadFilter, string[]>>;

export const WORKLOAD_ORDERS = [
  'danger',
  'name',
  'server',
  'stage',
  'nextRun',
] as const;

export interface WorkloadQuery extends WorkloadFilters {
  /** 1 to 200, 50 by default. */
  limit?: number;
  cursor?: string;
  /** `danger` (default: danger first, then nearest run), or another of `WORKLOAD_ORDERS`. */
  orderBy?: (typeof WORKLOAD_ORDERS)[number];
  /** 1 to 14: each workload tells its last days, today among them. */
  days?: number;
}
