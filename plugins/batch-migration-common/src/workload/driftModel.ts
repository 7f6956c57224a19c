import type { Instant, ScheduleSpec } from './model';

/** In what Git and a host differ. */
export const DRIFT_KINDS = [
  'enabled',
  'schedule',
  'command',
  'user',
  'only-captured',
  'only-declared',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** What the next deploy of the declared file would do to what runs on the host. */
export const NEXT_DEPLOYS = [
  'starts',
  'stops',
  'other-times',
  'other-command',
  'other-user',
  'nothing',
] as const;
export type NextDeploy = (typeof NEXT_DEPLOYS)[number];

/** A line as one side has it. Credentials are masked. */
export interface DriftLine {
  /** `var/spool/cron/crontabs/batch, line 12`. */
  where: string;
  isEnabled: boolean;
  schedules: ScheduleSpec[];
  command: string;
  /** `null` where it is not known. */
  user: string | null;
}

/** One way in which a declared line and a captured one differ. */
export interface Drift {
  kind: DriftKind;
  /** `default/bat000`. */
  host: string;
  /** `null` where it is only on the host. */
  declared: DriftLine | null;
  /** `null` where it is only in Git. */
  captured: DriftLine | null;
  /** When the later of the two changes was first seen; `null` is not known. */
  sinceAt: Instant | null;
  nextDeploy: NextDeploy;
  /** When that hurts, if it were deployed now; `null` where it has no instant. */
  nextAt: Instant | null;
}
