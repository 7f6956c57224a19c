import type { Approvers } from '../people/approval/approvers';
import { isSame } from '../people/approval/approvers';
import type { Table } from '../people/aws/table';
import { canonicalJson, type Json, sha256 } from '../people/canonical';
import type { Clock, Log } from '../people/clock';
import type { EvidenceStore } from '../people/evidence/store';
import type { Outbox } from '../people/slack/outbox';
import type { IsSame } from '../runner/approval/approval';
import type { Pins } from '../runner/approval/build';
import type { AuditLog } from './aws/audit-log';
import type { PastBuilds } from './aws/builds';
import { Baselines } from './baselines';
import type { BastionSession, BuildFacts, DeletedBuild, Facts, RoleTrust, SessionFacts } from './facts';
import { reconcile } from './reconcile';
import { ordersAndRequests } from './requests';
import { bounded, type Report, reportItem, type WholeReport } from './report';
import { tellFindings } from './tell';

export interface ReconciliationProps {
  pins(): Promise<Pins>;
  builds: PastBuilds;
  deleted(from: Date, until: Date): Promise<DeletedBuild[]>;
  /** Whom the roles of the stack trust now. */
  roles(): Promise<RoleTrust[]>;
  /** `null` where no audit log is configured. */
  audit: { logGroup: string; read: AuditLog; users: SessionFacts['users']; bastion(from: Date, until: Date): Promise<BastionSession[]> } | null;
  approvers: Approvers;
  table: Table;
  evidence: Pick<EvidenceStore, 'keep'>;
  outbox: Outbox;
  clock: Clock;
  log: Log;
  stackName: string;
}

/** Long enough that a finding stays in sight until somebody has dealt with it. */
const PERIOD_DAYS = 31;

/** The order of a build is written when CodeBuild has named the build; CloudTrail needs longer, and the next look finds it. */
const SETTLE_MS = 15 * 60_000;

/**
 * Reconciles, keeps the report and tells what is new. Throws where it cannot look at all: a report that says
 * nothing would look like a good one.
 */
export function reconciliationHandler(props: ReconciliationProps) {
  return async (): Promise<Report> => {
    const { clock, log, table, evidence, approvers, outbox, stackName } = props;
    const whole = reconcile(await gather(props, clock()));
    const report = bounded(whole);
    const keptAs = await keepWhole(evidence, whole);
    await table.put({ item: reportItem(report), condition: { is: 'absent' } });
    // Of the whole: who makes many findings must not hide one of them behind the bounds of the report.
    const news = await tellFindings({ approvers, outbox, table }, whole, keptAs);
    const { changes, approved, dryRuns, unapproved, unknown } = whole;
    const counts = { changes, approved: approved.length, dryRuns: dryRuns.length, unapproved: unapproved.length, unknown: unknown.length };
    log('reconciled', { ...metrics(clock(), stackName, { Unapproved: counts.unapproved, Unknown: counts.unknown, NewFindings: news }), ...counts });
    return report;
  };
}

async function gather(props: ReconciliationProps, at: Date): Promise<Facts> {
  const { builds, deleted, roles, audit, approvers, table } = props;
  const until = new Date(at.getTime() - SETTLE_MS);
  const from = new Date(until.getTime() - PERIOD_DAYS * 86_400_000);
  const project = await builds.project();
  const baselines = await new Baselines(table).note(await props.pins(), project, at);
  const unasked: Facts['unasked'] = [];
  const isSamePerson: IsSame = (one, other) => isSame(one, other, approvers.people);
  return {
    at,
    from,
    until,
    project,
    baselines,
    unasked,
    builds: await buildFacts(builds, table, from, until),
    deleted: await deleted(from, until).catch(error => {
      unasked.push({ id: 'BatchDeleteBuilds', reason: `CloudTrail does not say whether records of builds were deleted: ${(error as Error).name}` });
      return [];
    }),
    roles: await roles(),
    sessions: audit && (await sessionFacts(audit, from, until)),
    isSame: isSamePerson,
  };
}

async function buildFacts(builds: PastBuilds, table: Table, from: Date, until: Date): Promise<BuildFacts[]> {
  const read = ordersAndRequests(table);
  const facts: BuildFacts[] = [];
  for await (const page of builds.pages(from, until)) {
    facts.push(...(await Promise.all(page.map(async each => (each.unreadable === undefined ? { ...each, ...(await read(each.id)) } : each)))));
  }
  return facts;
}

async function sessionFacts({ logGroup, read, users, bastion }: NonNullable<ReconciliationProps['audit']>, from: Date, until: Date): Promise<SessionFacts> {
  const { writes, unreadable } = await read(from, until);
  try {
    return { logGroup, users, writes, unreadable, bastion: await bastion(from, until) };
  } catch (error) {
    const reason = `the sessions of the bastion could not be read: ${(error as Error).name}`;
    return { logGroup, users, writes, unreadable: [...unreadable, { id: 'bastion', at: until.toISOString(), reason }], bastion: [] };
  }
}

/**
 * Under Object Lock, with nothing left out.
 * @returns the key of the report
 */
async function keepWhole(evidence: ReconciliationProps['evidence'], whole: WholeReport): Promise<string> {
  const text = `${canonicalJson(whole as unknown as Json)}\n`;
  const { at, from, until, scope, changes, approved, unapproved, unknown } = whole;
  const { manifest } = await evidence.keep({
    kind: 'reconciliation',
    // Names of files hold no colon.
    id: at.replace(/[:.]/g, '-'),
    who: { by: 'reconciliation' },
    what: { from, until, scope, changes, approved: approved.length, unapproved: unapproved.length, unknown: unknown.length },
    // It is one event, which nothing follows.
    lastEvent: { sequence: 1, hash: sha256(text) },
    files: [{ name: 'report.json', content: Buffer.from(text) }],
  });
  return manifest.files[0].key;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metrics(now: Date, Stack: string, values: Record<'Unapproved' | 'Unknown' | 'NewFindings', number>) {
  const given = { Reconciled: 1, ...values };
  const Metrics = Object.keys(given).map(Name => ({ Name, Unit: 'Count' }));
  return { _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [{ Namespace: 'DataPatches', Dimensions: [['Stack']], Metrics }] }, Stack, ...given };
}
