import type {
  AuditorService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  PriceBook,
  RequirementTemplate,
  SecondPersonPolicy,
  StatedEndOfLife,
} from 'backstage-plugin-batch-migration-common';
import type { Request } from 'express';
import type { Approvals, Emails } from '../approvals';
import type { CanaryMetrics } from '../canary';
import type { TargetSearch } from '../candidates';
import type { Clock } from '../clock';
import type { KnownOwners } from '../owners';
import type { CallLimits } from '../limits';
import type { EstateRefresh, ObservationWatch } from '../observation';
import type { WorkloadAccess } from '../permissions';
import type { BatchMigrationDatabase } from '../stores';
import type { KnownSource } from './listSources';

/** What every operation works on. */
export interface Estate {
  database: BatchMigrationDatabase;
  access: WorkloadAccess;
  auditor: AuditorService;
  clock: Clock;
  logger: LoggerService;
  refresh: EstateRefresh;
  /** Looks for targets that nobody linked. */
  search: TargetSearch;
  /** Who may be proposed as an owner. */
  owners: KnownOwners;
  watch: ObservationWatch;
  /** How often one caller may make an expensive call. */
  limits: CallLimits;
  /** Sources and probes as they are configured. */
  sources: readonly KnownSource[];
  /** Looks at everything soon, without waiting for it. */
  observeSoon(): void;
  /** Tells who asked, who approved and what ran. */
  approvals: Approvals;
  /** By which address other systems know a person. */
  emails: Pick<Emails, 'of'>;
  /** Tells the metrics of a service while it moves. */
  canaryMetrics: CanaryMetrics;
  /** Default zone of crontabs that name none. */
  timezone: string;
  mode: 'live' | 'replay';
  /** What plans may ask for: the library with the installation's own. */
  requirements: readonly RequirementTemplate[];
  /** Which cutover steps take a second person. */
  secondPerson: SecondPersonPolicy;
  /** Ends of support that the installation knows better than our own list. */
  endOfLife: readonly StatedEndOfLife[];
  /** What things cost, as configured and as it ships. */
  prices: PriceBook;
  /** From so many days before its deadline a wave with work left is due. */
  waveWarnDays: number;
  /** How many days ahead an exemption may end. */
  longestExemptionDays: number;
  /** How long a capture counts that somebody handed in. */
  capturesFreshnessMs: number;
}

/** Who asks, and with which request, for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  request: Request;
}

/** How a caller is called in the history. */
export function actorOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef, subject } = principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
  };
  if (type === 'user' && userEntityRef) return userEntityRef;
  return subject ?? 'unknown';
}
