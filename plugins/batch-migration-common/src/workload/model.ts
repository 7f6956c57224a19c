/**
 * The words of Batch Migration as types. Values arrive here already parsed;
 * times are ISO 8601 strings in UTC, so that the same types serve the
 * database, the REST API and the browser.
 */
import type { JsonObject } from '@backstage/types';
import type { CanaryPlan } from '../canary/model';
import type { CutoverStep } from '../cutover/model';
import type { Drift } from './driftModel';

/** ISO 8601 in UTC, for example `2026-02-12T01:24:00.000Z`. */
export type Instant = string;

/** A catalog entity reference, for example `resource:default/bat000`. */
export type EntityRef = string;

/** How a workload is observed, and what is dangerous about it. */
export const KINDS = ['scheduled', 'resident', 'on-demand', 'service'] as const;
export type Kind = (typeof KINDS)[number];

export const SIDES = ['legacy', 'target'] as const;
export type Side = (typeof SIDES)[number];

/**
 * What was seen at one location. `active` means that it would do its work if
 * its trigger came now; `absent` is only said of a place that was read
 * completely.
 */
export const OBSERVED_STATES = ['active', 'idle', 'absent', 'unknown'] as const;
export type ObservedState = (typeof OBSERVED_STATES)[number];

export const PLACEMENTS = [
  'legacy',
  'both',
  'target',
  'neither',
  'unknown',
] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** In the order in which a workload passes them. `retained` stands beside the ramp. */
export const STAGES = [
  'discovered',
  'planned',
  'built',
  'cut-over',
  'proven',
  'retired',
  'retained',
] as const;
export type Stage = (typeof STAGES)[number];

/** The seven Rs. */
export const STRATEGIES = [
  'retire',
  'retain',
  'rehost',
  'relocate',
  'repurchase',
  'replatform',
  'refactor',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** `unknown`: it started, and nobody saw how it ended; `endedAt` may still be known. */
export const RUN_OUTCOMES = [
  'succeeded',
  'failed',
  'timed-out',
  'skipped-duplicate',
  'running',
  'unknown',
] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export const DANGER_SEVERITIES = ['acute', 'pressing'] as const;
export type DangerSeverity = (typeof DANGER_SEVERITIES)[number];

export const DANGER_TYPES = [
  'runs-twice',
  'runs-nowhere',
  'runs-on-several-hosts',
  'listed-twice',
  'file-ignored',
  'members-differ',
  'drift',
  'not-equivalent',
  'singleton-can-run-twice',
  'target-unhealthy',
  'run-failed',
  'run-missed',
  'contention',
  'stale',
] as const;
export type DangerType = (typeof DANGER_TYPES)[number];

export const BLOCKER_TYPES = [
  'no-owner',
  'no-strategy',
  'no-target-platform',
  'no-decision',
  'requirement-without-check',
  'no-target-linked',
  'target-not-deployed',
  'target-not-active',
  'legacy-still-active',
  'soak-not-passed',
  'legacy-not-removed',
  'review-date-passed',
  'not-observed',
  'no-probe-yet',
  'masked-secret',
  'exemption-lapsed',
  'schedule-not-approved',
] as const;
export type BlockerType = (typeof BLOCKER_TYPES)[number];

/** Cron dialects that the product reads. `eventbridge` also covers `rate()` and `at()`. */
export const SCHEDULE_DIALECTS = [
  'debian-cron',
  'cronie',
  'sidekiq-scheduler',
  'eventbridge',
  'systemd',
] as const;
export type ScheduleDialect = (typeof SCHEDULE_DIALECTS)[number];

/** A schedule as it stands at its source: never rewritten, always with its zone. */
export interface ScheduleSpec {
  dialect: ScheduleDialect;
  /**
   * As written, for example `15 4 * * 1-5`, `@daily`, `cron(15 4 ? * MON-FRI *)`
   * or systemd's `Mon..Fri 4:15`; its other triggers with their name:
   * `OnBootSec=15min`.
   */
  expression: string;
  /** IANA name, for example `Asia/Tokyo`. A zone within the expression goes first. */
  timezone: string;
  /**
   * The version of the cron's package, only where the fields mean something
   * else to it than to the current one: `5/15`, ranges that end in Sunday.
   */
  cronVersion?: string;
  /**
   * cronie only, where `CRON_TZ` gives the line its `timezone`: the zone of the
   * host, whose clock alone cronie's loop watches when clocks jump.
   */
  hostTimezone?: string;
  /**
   * EventBridge only: the schedule's `StartDate`, from which a `rate()` counts
   * and before which nothing starts.
   */
  startDate?: Instant;
}

/** A place and the thing in it: a line of a file on a host, or an AWS resource. */
export interface LocationRef {
  /**
   * The place. Refs start with a scheme that names the probe's territory:
   * - `crontab:<namespace>/<server>/<path>`: one crontab on a host
   * - `process:<namespace>/<server>`: the process list of a host
   * - `tool:<namespace>/<server>`: on-demand tools of a host
   * - `run-parts:<namespace>/<server>/<folder>`: scripts such as those of `etc/cron.daily`
   * - `anacron:<namespace>/<server>/<path>`: an anacrontab
   * - `systemd:<namespace>/<server>`, `supervisor:<namespace>/<server>`: units and programs of a host
   * - `scheduler:<account>/<region>/<group>`: a group of EventBridge Scheduler
   * - `ec2:<account>/<region>`: EC2 instances
   * - `rule:<account>/<region>/<event bus>`, `ssm-association:<account>/<region>`
   * - `ecs-service:<account>/<region>/<cluster>`, `ecs-exec:<account>/<region>/<cluster>`
   * - `queue:<account>/<region>`: facts of a queue, which is never a worker
   * - `codebuild:<account>/<region>`, `codepipeline:<account>/<region>/<pipeline>`
   * - `listener-rule:<account>/<region>`, `beanstalk:<account>/<region>`
   * - `k8s-cronjob:<cluster>/<namespace>`, `k8s-deployment:<cluster>/<namespace>`
   */
  ref: string;
  /** The thing in the place: a line's stable key, a schedule's name, an instance id. */
  key: string;
}

/** What a probe reports beside the state. Keys that are not listed are kept and shown. */
export type ObservationDetail = JsonObject & {
  /** Why the state is `unknown`, or why a file counts as ignored. A sentence for a person. */
  reason?: string;
  /** What the location would run, and when. */
  schedules?: Array<{ dialect: string; expression: string; timezone: string }>;
  command?: string;
  user?: string;
  /** 1-based line of a crontab. */
  line?: number;
  /** The most memory that one run was measured to take, in MiB, and how that was measured. */
  peakMib?: number;
  peakSource?: string;
  /** When a tool was last used, as the host tells. A fact of its own, no part of the state. */
  lastUsedAt?: Instant;
  /** How often it was used since; `null` where no source tells of uses. Told with what is shown, never stored. */
  uses?: { since: Instant; count: number | null };
  /**
   * The switch itself, where it differs from the state: a schedule that is
   * ENABLED and waits for its `startDate` is `idle` with `enabled: true`; a
   * line that is written out but stands in an ignored file likewise.
   */
  enabled?: boolean;
  /** Bounds of a Scheduler schedule, both inclusive. */
  startDate?: string;
  endDate?: string;
  /** The cron of the host ignores the whole file in which this line stands. */
  fileIgnored?: boolean;
  /** When the platform says that it was made, and last changed: it was the same since. */
  createdAt?: string;
  modifiedAt?: string;
  /** ARN of what a schedule starts. */
  targetArn?: string;
  /** A run there is stopped after so long. */
  timeoutSeconds?: number;
  /**
   * Where the place is a group of hosts that are one server, such as an Auto
   * Scaling group: what each of them has. The state is `active` if any has it so.
   */
  members?: MemberDetail[];
  /** A resident target as its platform runs it, for example an ECS service. */
  service?: ServiceDetail;
  /** The queue that a worker empties. */
  queue?: QueueDetail;
  /** How much of a service's requests goes this way. */
  traffic?: TrafficDetail;
  /** What holds patches and sessions against their approvals there. */
  audit?: AuditDetail;
};

/** What watches a project of patches, or a bastion. `null` is not known. */
export type AuditDetail = {
  /** Of the newest reconciliation, its numbers; `null` where there is none. */
  reconciliation?: {
    at: Instant;
    from: Instant;
    until: Instant;
    buildsOnly: boolean;
    changes: number;
    approved: number;
    unapproved: number;
    unknown: number;
  } | null;
  /** Whether CloudTrail records calls there: without it nobody hears of a login. */
  trail?: boolean | null;
  /** Whether the rule for logins is enabled. */
  loginRule?: boolean | null;
  /** Whether the log of commands goes to the detector. */
  commandFilter?: boolean | null;
  /**
   * What was seen of approvals in the last 90 days: `answered` by somebody on
   * the list, nobody's answer `alerted`, an alert `missed` that was due, or
   * `none` of these.
   */
  followUp?: 'answered' | 'alerted' | 'missed' | 'none' | null;
  /**
   * What the policy of those who work there says of the way past the approval
   * (starting a build with other content; `ssm:StartSession` on tasks): it
   * `denies` it, denies it and is `unattached` to anybody, `lets` it be, or is
   * `gone`.
   */
  policy?: 'denies' | 'unattached' | 'lets' | 'gone' | null;
  /** Why something is `null`; sentences for a person. */
  unread: string[];
};

/** What one host of a group has at a location. */
export type MemberDetail = {
  /** The instance's id, or the host's name. */
  name: string;
  /** `unknown`: this host was not read, or not completely. */
  state: ObservedState;
  schedules?: Array<{ dialect: string; expression: string; timezone: string }>;
  command?: string;
  user?: string;
};

/** How many copies of a resident target run, and may run. */
export type ServiceDetail = {
  desired: number;
  running: number;
  /** The most copies that may run at once, and what allows them; `null` is unknown. */
  atMost: { count: number; because: string } | null;
  /** The newest deployment; `null` where the platform does not say. */
  rollout: 'completed' | 'in-progress' | 'failed' | null;
  rolloutReason: string | null;
};

/** What waits in a queue. A queue is not the worker: it does no work itself. */
export type QueueDetail = {
  name: string;
  /** Messages that wait, that are being worked on, and that are not due yet. */
  visible: number;
  inFlight: number;
  delayed: number;
  /** Age of the oldest message, in seconds; `null` is not known. */
  oldestMessageSeconds: number | null;
  /** Receives of the last quarter of an hour, empty ones too: 0 means that nobody consumes. */
  receives: number | null;
  /** Where messages go that failed too often; `visible` is `null` where it is not known. */
  deadLetter: { name: string; visible: number | null } | null;
  /** Why a number is `null`; a sentence for a person. */
  unread: string | null;
};

/** A way of a service's requests: a target group in a rule of a load balancer. */
export type TrafficDetail = {
  /** Its weight, out of the weights of all ways of the same rule. */
  weight: number;
  totalWeight: number;
  /** What a request must have, for example `header X-Canary: 1`; none for the default rule. */
  conditions: string[];
  /** Other rules of its listener that send requests with a header to the same target group. */
  headerRules?: Array<{ priority: string; conditions: string[] }>;
  /** As its metrics name it: `targetgroup/<name>/<id>`. */
  targetGroup?: string;
  /** Requests to its target group, by any rule, in the last quarter of an hour; `null` is not known. */
  requests: number | null;
  targets: { healthy: number; registered: number } | null;
  /** Names of its alarms that sound now; `null` is not known. */
  alarms: string[] | null;
  /** Why something is `null`; sentences for a person. */
  unread: string[];
};

/** What a probe saw at one location at one time. Append-only. */
export interface Observation {
  /** Increasing within the database. */
  id: number;
  location: LocationRef;
  state: ObservedState;
  detail: ObservationDetail;
  /** Id of the probe or inventory source, or `attested:<user entity ref>`. */
  source: string;
  /** When it was first seen so. */
  observedAt: Instant;
  /** The newest look that confirmed it; `observedAt` where not given. */
  lastSeenAt?: Instant;
  /** After this it counts as `unknown`; `null` never lapses (a terminated instance). */
  freshUntil: Instant | null;
}

/** One execution that was seen. Append-only. */
export interface Run {
  id: number;
  location: LocationRef;
  /** The tick that it belongs to; `null` where the platform does not say. */
  scheduledFor: Instant | null;
  startedAt: Instant;
  endedAt: Instant | null;
  outcome: RunOutcome;
  source: string;
  /** The platform's own id, for example an execution ARN: a run is stored once. */
  externalId: string;
  url?: string;
}

/** A location as one workload has it. */
export interface WorkloadLocation extends LocationRef {
  side: Side;
  /**
   * Order of the links of the target side, from 0. The last link is the
   * target; earlier ones count as legacy. Legacy locations have 0.
   */
  position: number;
  /**
   * Legacy schedules of the other workloads that this location serves too:
   * several jobs merged into one target run at the union of their ticks.
   */
  alsoServes?: ScheduleSpec[];
  /**
   * When every run here would have been seen, both bounds inclusive: only then
   * does no run mean that nothing ran. Set where runs come from a host's log,
   * which begins somewhere and has holes.
   */
  runRanges?: Array<{ from: Instant; until: Instant }>;
  /**
   * Since when its platform's runs could not be read: from then on no run
   * means that nobody knows. Left out where they can.
   */
  runsUnreadSince?: Instant;
}

/** What a declared inventory says should be there: intent, never an observation. */
export interface DeclaredIntent {
  location: LocationRef;
  schedule: ScheduleSpec | null;
  command: string;
  user: string | null;
  /** Of a worker: a part of the command line by which its process is found. */
  process?: string;
  enabled: boolean;
  /** Where it is written, for a person: `crontabs/batch, line 12`. */
  where: string;
  source: string;
  /** Since when it is known to say this; not given where that is not known. */
  since?: Instant;
}

/** Scheduled work that was under way when somebody used a tool. */
export interface LoadMeeting {
  /** When the use began, and its run. */
  at: Instant;
  runId: number;
  jobs: Array<{ workloadId: string; name: string; peakMib: number | null }>;
}

/** What the uses of a tool met on one host. A number that is not known is `null`. */
export interface HostLoad {
  /** `default/bat000`. */
  host: string;
  /** Memory of the host, in MiB. */
  memoryMib: number | null;
  /** The most that one use of the tool was measured to take, in MiB. */
  peakMib: number | null;
  /** Since when uses are known, and how many began since. */
  since: Instant;
  uses: number;
  /** Uses that met running jobs, oldest first. */
  meetings: LoadMeeting[];
}

/**
 * Somebody answers for it that this workload does not run for a while. It
 * silences nothing else, and nothing before it is approved.
 */
export interface Exemption {
  reason: string;
  approval: { by: EntityRef; at: Instant } | null;
  /** From then on it counts no more. */
  expiresAt: Instant;
}

/** The unit that moves. */
export interface Workload {
  id: string;
  name: string;
  kind: Kind;
  serverRefs: EntityRef[];
  roleRef: EntityRef;
  /** As the inventory knows it; a plan's owner goes first. */
  ownerRef: EntityRef | null;
  /** The legacy schedule as last seen; `null` where it has none (yet). */
  schedule: ScheduleSpec | null;
  /** As cron would run it, with credentials masked. */
  command: string;
  /** Text of the comment above the job, or of the inventory. */
  description: string | null;
  /** Names of the secrets that were masked in command or environment. */
  maskedSecrets: string[];
  locations: WorkloadLocation[];
  intents: DeclaredIntent[];
  /**
   * Hosts (`default/bat000`) for which a declared inventory was read
   * completely: a line seen there without an intent is missing from Git.
   * Where it is not given, a missing intent says nothing.
   */
  declaredHosts?: string[];
  /** When Git no longer had it for a host, where it once had. */
  undeclaredSince?: Array<{ host: string; at: Instant }>;
  /**
   * Files that were read completely on hosts where it is declared and was
   * never seen, by their place ref, and until when that counts.
   */
  readFiles?: Array<{ ref: string; freshUntil: Instant }>;
  /**
   * The instances behind its hosts (`default/bat000`). Once all instances of
   * a host are stopped its lines are idle; once all are terminated they are
   * absent, and that does not lapse.
   */
  hostInstances?: Array<{ host: string; location: LocationRef }>;
  /**
   * Of an on-demand tool: what its uses met on its hosts. Not given where
   * nobody has looked.
   */
  hostLoads?: HostLoad[];
  /** None where it is not given. */
  exemptions?: Exemption[];
  /** When its soak was recorded as passed; a later rollback voids it. */
  soakPassedAt: Instant | null;
  firstSeenAt: Instant;
}

/** One place where the same thing must be checked before a workload may move. */
export interface Requirement {
  id: string;
  text: string;
  check: 'probe' | 'attestation' | 'link' | null;
  /** Probe id, who attested, or the link's address. */
  evidence?: string;
  /** `YYYY-MM-DD`, of an attestation: it counts until the end of this day in UTC. */
  expiresOn?: string;
}

export interface DecisionRecord {
  /** At most one is adopted; with `rehost` and `retain` it says why. */
  candidates: Array<{ name: string; reason: string; adopted: boolean }>;
}

/** A schedule that is meant to differ from the legacy one. */
export type IntendedSchedule = ScheduleSpec & {
  reason: string;
  /** Who set it; not given where that was before approvals were asked for. */
  setBy?: EntityRef;
  /**
   * The consent of another person, without which it counts nowhere: `null` as
   * long as there is none. Not given where it was set before approvals were
   * asked for; that one counts as it did.
   */
  approval?: {
    by: EntityRef;
    at: Instant;
    /** Set before approvals were asked for: it counted before this one, too. */
    countedBefore?: true;
  } | null;
};

/** What people decide about one workload. Versioned; version 0 is nothing planned yet. */
export interface Plan {
  version: number;
  ownerRef: EntityRef | null;
  strategy: Strategy | null;
  /** For example `ecs-fargate`, `lambda`, `ec2-run-command`, `codebuild`. */
  targetPlatform: string | null;
  decision: DecisionRecord | null;
  requirements: Requirement[];
  wave: string | null;
  /** Set where the new schedule is meant to differ from the old one. */
  intendedSchedule: IntendedSchedule | null;
  /** How many legacy locations may be active at once: scalable workers have more than one. */
  expectedActive: number;
  /** `YYYY-MM-DD`, for what is retained: when to look at the decision again. */
  reviewDate: string | null;
  notes: string | null;
  /** What is done to cut over, in order. What was done is kept apart from the plan. */
  steps: CutoverStep[];
  /** Of a service that moves by weights: what is watched, and the way back. None where not given. */
  canary?: CanaryPlan | null;
}

/** The plan of a workload that nobody has planned. */
export const EMPTY_PLAN: Plan = {
  version: 0,
  ownerRef: null,
  strategy: null,
  targetPlatform: null,
  decision: null,
  requirements: [],
  wave: null,
  intendedSchedule: null,
  expectedActive: 1,
  reviewDate: null,
  notes: null,
  steps: [],
};

/** A generated repository, and where its part of the work is expected to appear. */
export interface TargetLink {
  repository: string;
  workloadIds: string[];
  location: LocationRef;
}

export interface Blocker {
  type: BlockerType;
  /** A sentence in English; pages translate by type. */
  message: string;
  /** What it rests on; not given for what people have decided or left open. */
  observationIds?: number[];
  runIds?: number[];
}

export interface Danger {
  type: DangerType;
  severity: DangerSeverity;
  message: string;
  /** When it hurts next; `null` where that has no instant. */
  nextAt: Instant | null;
  /** What it rests on. */
  observationIds: number[];
  /** Runs on which it rests; none where it rests on what was observed alone. */
  runIds?: number[];
  /** Of a `drift`: each way in which Git and a host differ, line by line. */
  drifts?: Drift[];
}

export interface Soak {
  good: number;
  needed: number;
  passedAt: Instant | null;
}

/** What one derived word rests on; ids of what is stored. */
export interface Basis {
  observationIds: number[];
  runIds: number[];
}

/**
 * Answers *why?* of the derived words. A stage that follows from the plan
 * alone, such as `retained`, and what is not stale rest on nothing seen.
 */
export interface AssessmentBasis {
  placement: Basis;
  stage: Basis;
  stale: Basis;
  soak: Basis;
  /** Only where it is dormant. */
  dormant?: Basis;
}

/** Everything that is derived about a workload. Never set by hand, never the truth. */
export interface Assessment {
  placement: Placement;
  stage: Stage;
  /** The stage is the last one that was verified; a side has fallen silent since. */
  stale: boolean;
  /** The two sides, for the two lamps. */
  legacy: ObservedState;
  target: ObservedState;
  /** Disabled when first seen, and never active since. */
  dormant: boolean;
  blockers: Blocker[];
  dangers: Danger[];
  soak: Soak | null;
  /** Always set by `assess`; what was stored before it existed has none until it is made anew. */
  because?: AssessmentBasis;
  /** The next instant at which any active location runs. */
  nextRunAt: Instant | null;
  /**
   * From here on the same inputs may give another answer, because an
   * observation lapses, a start date comes or a tick falls due.
   */
  validUntil: Instant | null;
}

/** A fact about a server with its source. An unknown fact has the value `null`. */
export interface Fact {
  /** `os`, `os-end-of-life`, `instance-type`, `virtualization`, `tls`, `region`, `instance`, … */
  name: string;
  value: string | null;
  source: string;
  observedAt: Instant | null;
}

export interface HardDate {
  /** `YYYY-MM-DD` in the zone of the estate. */
  date: string;
  effect: string;
  source: string;
}

/** A legacy host, or a group of identical hosts, that is to be emptied. */
export interface Server {
  ref: EntityRef;
  title: string;
  description: string | null;
  ownerRef: EntityRef | null;
  systemRef: EntityRef | null;
  facts: Fact[];
  hardDates: HardDate[];
  /** The instances behind it, for example `ec2:111122223333/ap-northeast-1` and `i-0a71c3f2`. */
  instances: LocationRef[];
}

/** Role types that ship with the product; configuration may add more. */
export const ROLE_TYPES = [
  'scheduled-jobs',
  'job-scheduler',
  'queue-worker',
  'db-migration',
  'data-patch',
  'bastion',
  'chatops',
  'web-service',
  'tools',
  'asset-sync',
  'log-aggregator',
] as const;

/** One duty of one or more servers. */
export interface Role {
  ref: EntityRef;
  title: string;
  description: string | null;
  /** One of `ROLE_TYPES` or of the configured ones. */
  type: string;
  kind: Kind;
  ownerRef: EntityRef | null;
  systemRef: EntityRef | null;
  serverRefs: EntityRef[];
}
