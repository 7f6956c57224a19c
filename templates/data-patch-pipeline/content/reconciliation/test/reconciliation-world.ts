import type { Identity } from '../../people/approval/approvers';
import type { ApprovalRequest } from '../../people/approval/record';
import { s3EvidenceReader, s3LockedObjects } from '../../people/evidence/lockedObjects';
import { EvidenceStore } from '../../people/evidence/store';
import type { PatchSubject } from '../../people/approval/subject';
import { FakeObjects } from '../../people/test/fake-objects';
import { ALERTS, APPROVERS, World } from '../../people/test/world';
import type { Pins } from '../../runner/approval/build';
import type { Mode } from '../../runner/patch/patch';
import { PLACE, projectOf } from '../../runner/test/project';
import { auditLog } from '../aws/audit-log';
import { codeBuildPast } from '../aws/builds';
import { deletedBuilds } from '../aws/deleted-builds';
import { roleTrusts } from '../aws/roles';
import type { PastBuild, WatchedRole } from '../facts';
import type { Report, WholeReport } from '../report';
import { bastionSessions } from '../requests';
import { type ReconciliationProps, reconciliationHandler } from '../run';
import { FakePast } from './past';

export const SHA = 'a'.repeat(40);
export const OTHER_SHA = 'b'.repeat(40);
export const PROJECT = 'shop-patch';
export const LOG_GROUP = '/aws/rds/instance/shop/postgresql';
const ACCOUNT = 'arn:aws:codebuild:ap-northeast-1:111122223333';
const BUILDSPEC = 'version: 0.2\nphases: {}\n';
const IMAGE = 'aws/codebuild/standard:7.0';
const LOCATION = 'https://github.com/example/shop.git';
export const STARTER = 'shop-patch-starter/start';

const PINS: Pins = {
  projectArn: `${ACCOUNT}:project/${PROJECT}`,
  project: PROJECT,
  repository: 'example/shop',
  sourceLocation: LOCATION,
  buildspec: BUILDSPEC,
  image: IMAGE,
  ...PLACE,
  serviceRole: 'arn:aws:iam::111122223333:role/shop-patch',
  initiators: [STARTER],
  environmentVariables: [{ name: 'DATABASE_URL', value: 'shop/database', type: 'SECRETS_MANAGER' }],
  dryRunWithoutApproval: ['sql'],
  people: [],
  table: 'requests',
  bucket: 'evidence',
};

/** One that starts builds, and that of builds. */
export const ROLES: WatchedRole[] = [
  { role: 'shop-patches-Start', service: 'lambda.amazonaws.com' },
  { role: 'shop-patch', service: 'codebuild.amazonaws.com', condition: { ArnEquals: { 'aws:SourceArn': `${ACCOUNT}:project/${PROJECT}` } } },
];

/** As the CDK writes it. */
export function trustOf(service: string, condition?: object) {
  return { Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service }, ...(condition && { Condition: condition }) }] };
}

/** The real handler over the real store of requests, with a CodeBuild, a CloudTrail and a log that tests fill. */
export class ReconciliationWorld extends World {
  readonly past = new FakePast();
  readonly objects = new FakeObjects();
  pins = structuredClone(PINS);
  users = { application: ['shop_app'], patches: ['shop_patch'], sessions: ['console'] };
  /** Whether an audit log is configured. */
  audited = false;
  private numbers = 0;

  constructor() {
    super(`${APPROVERS}  - { slack: [U0CHIEF000], aws: [Operator/chief] }\n  - { slack: [U0OPERATOR], aws: [Operator/tanaka] }\n`);
    this.past.project = projectOf(PINS);
    for (const { role, service, condition } of ROLES) this.past.trusts.set(role, trustOf(service, condition));
  }

  get evidence() {
    const objects = s3LockedObjects(this.objects.client, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock: this.clock });
    return new EvidenceStore({ objects, table: this.table, clock: this.clock });
  }

  get reader() {
    return s3EvidenceReader(this.objects.client, 'evidence');
  }

  get props(): ReconciliationProps {
    const { approvers, table, evidence, outbox, clock, log, past } = this;
    return {
      approvers, table, evidence, outbox, clock, log,
      pins: async () => this.pins,
      builds: codeBuildPast(past.client, PROJECT),
      deleted: deletedBuilds(past.client, PROJECT),
      roles: roleTrusts(past.client, ROLES),
      audit: this.audited
        ? { logGroup: LOG_GROUP, read: auditLog(past.client, LOG_GROUP), users: this.users, bastion: (from, until) => bastionSessions(table, from, until) }
        : null,
      stackName: 'shop-patches',
    };
  }

  /** An hour after what happened, so that all of it has settled. */
  async reconcile(): Promise<Report> {
    this.pass({ hours: 1 });
    const report = await reconciliationHandler(this.props)();
    await this.settle();
    return report;
  }

  /** What is under lock of the last reconciliation. */
  async whole(): Promise<WholeReport> {
    const keys = [...this.objects.objects.keys()].filter(key => key.endsWith('-report.json')).sort((a, b) => (a.split('/')[2] < b.split('/')[2] ? -1 : 1));
    const { content } = (await this.reader.read(keys.at(-1)!))!;
    return JSON.parse(Buffer.from(content).toString());
  }

  /** Everything in the channel of alerts. */
  alerts(): string[] {
    return this.slack.messages.filter(({ channel }) => channel === ALERTS).map(({ text }) => text);
  }

  subject(mode: Mode, changes: Partial<PatchSubject> = {}): PatchSubject {
    return { kind: 'patch', repository: 'example/shop', sha: SHA, patch: 'patches/20261122-free-plan', command: [mode, 'sql', 'patches/20261122-free-plan/patch.sql'], parameters: {}, ...changes };
  }

  /** Somebody asks and an approver says yes. */
  async approves({ subject = this.subject('run'), by = 'U0CHIEF000', validHours = 72 } = {}): Promise<ApprovalRequest> {
    this.numbers += 1;
    const id = `patch-${this.numbers}`;
    const involved = { operator: { slack: 'U0OPERATOR' }, author: { github: 'author-dev' }, runner: { slack: 'U0OPERATOR' } };
    await this.requests.create({ id, subject, involved, validHours });
    const { record } = await this.requests.apply(id, { type: 'approve', by, name: 'Chief', title: 'CTO', how: 'button', subjectHash: null, mark: `m-${id}` });
    return record;
  }

  /** CodeBuild runs a build for ten minutes. */
  builds(changes: Partial<PastBuild> = {}): PastBuild {
    this.numbers += 1;
    const id = `${PROJECT}:${String(this.numbers).padStart(8, '0')}-2222-3333-4444-555555555555`;
    const startTime = this.now;
    const build: PastBuild = {
      ...structuredClone(this.past.project!),
      id, arn: `${ACCOUNT}:build/${id}`, projectName: PROJECT, buildStatus: 'SUCCEEDED', buildComplete: true,
      sourceVersion: SHA, resolvedSourceVersion: SHA, initiator: STARTER,
      startTime, endTime: new Date(startTime.getTime() + 600_000),
      ...changes,
    };
    this.past.builds.push(build);
    return build;
  }

  /** The function that starts builds writes why it did. */
  async orders(build: string, order: { mode: Mode; startedBy?: Identity; branch?: string; request?: string; subject?: PatchSubject }): Promise<void> {
    const body = JSON.stringify({ startedBy: { slack: 'U0OPERATOR' }, ...order });
    await this.table.put({ item: { pk: `build#${build}`, sk: 'order', body }, condition: { is: 'absent' } });
  }

  /** As it should be: asked, approved, started for that approval. */
  async runs(mode: Mode = 'run', given: Parameters<ReconciliationWorld['approves']>[0] = {}, changes: Partial<PastBuild> = {}): Promise<{ build: PastBuild; request: ApprovalRequest }> {
    const request = await this.approves({ subject: this.subject(mode), ...given });
    const build = this.builds({ sourceVersion: (request.subject as PatchSubject).sha, resolvedSourceVersion: (request.subject as PatchSubject).sha, ...changes });
    await this.requests.apply(request.id, { type: 'use', by: build.id!, subjectHash: request.subjectHash });
    await this.orders(build.id!, { mode, request: request.id, branch: 'refs/heads/fix' });
    return { build, request };
  }

  async triesOut(mode: Mode = 'dry-run', subject = this.subject(mode)): Promise<PastBuild> {
    const build = this.builds();
    await this.orders(build.id!, { mode, subject });
    return build;
  }

  /** Writes an item past the store, as somebody with rights on the table could. */
  rewrite(pk: string, sk: string, change: (body: any) => void): void {
    const key = `${pk}\u0000${sk}`;
    const item = this.dynamo.items.get(key)!;
    const body = JSON.parse(item.body.S!);
    change(body);
    this.dynamo.items.set(key, { ...item, body: { S: JSON.stringify(body) } });
  }
}
