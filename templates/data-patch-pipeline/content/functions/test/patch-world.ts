import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gitHubGet } from '../../github/api';
import { gitHubRepository } from '../../github/repository';
import { GITHUB_TOKEN, LoopbackGitHub } from '../../github/test/loopback-github';
import { actsHandler } from '../../people/approval/actsHandler';
import { Approvals } from '../../people/approval/approvals';
import { isSame } from '../../people/approval/approvers';
import { ACTIONS } from '../../people/approval/messages';
import { s3EvidenceReader, s3LockedObjects } from '../../people/evidence/lockedObjects';
import { EvidenceStore } from '../../people/evidence/store';
import { FakeObjects } from '../../people/test/fake-objects';
import { APPROVERS, World } from '../../people/test/world';
import { canaryArrived } from '../../people/watch/canary';
import { tamperHandler } from '../../people/watch/tamper';
import { isSameBy } from '../../runner/approval/approval';
import type { Pins } from '../../runner/approval/build';
import { codeBuildApi } from '../../runner/aws';
import type { Doors, Place } from '../../runner/doors';
import { exec } from '../../runner/engines/exec';
import { s3Evidence } from '../../runner/evidence/s3';
import { dynamoOrders } from '../../runner/orders';
import { checkOnly, type Done, runBuild } from '../../runner/run';
import { PLACE, projectOf } from '../../runner/test/project';
import { Asking } from '../../runs/asking';
import { Finishing } from '../../runs/finishing';
import type { PatchRun } from '../../runs/run';
import { Starting } from '../../runs/starting';
import { RunStore } from '../../runs/store';
import { sweeper } from '../../runs/sweep';
import { factsOf, Teller } from '../../runs/tell';
import { askHandler } from '../ask';
import { codeBuild } from '../aws/builds';
import { buildsHandler } from '../builds';
import { CANARY } from '../canary';
import { follower } from '../follow';
import { startHandler } from '../start';
import { WATCHED_CALLS } from '../tamper';
import { buildState, iamCall, who } from './events';
import { FakeCodeBuild } from './fake-codebuild';
import { PATCH, patchFiles } from './patch-files';

export const PROJECT = 'shop-patches';
export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const STARTER = 'shop-patches-start/shop-patches-Start';
const ACCOUNT = 'arn:aws:codebuild:ap-northeast-1:111122223333';
const LOCATION = 'https://github.com/example/shop.git';
const BUILDSPEC = 'version: 0.2\nphases: {}\n';

/** tanaka asks, author-dev writes, chief approves; suzuki may start as well. */
const PEOPLE = `${APPROVERS}  - { slack: [U0OPERATOR], aws: [Operator/tanaka], github: [tanaka] }
  - { slack: [U0CHIEF000], aws: [Operator/chief], github: [chief] }
  - { slack: [U0OFFICER0], github: [officer] }
  - { slack: [U0STRANGER], aws: [Operator/suzuki], emails: [suzuki@example.com] }
`;

const PINS: Pins = {
  projectArn: `${ACCOUNT}:project/${PROJECT}`,
  project: PROJECT,
  repository: 'example/shop',
  sourceLocation: LOCATION,
  buildspec: BUILDSPEC,
  image: 'aws/codebuild/standard:7.0',
  ...PLACE,
  serviceRole: 'arn:aws:iam::111122223333:role/shop-patches-build',
  initiators: [STARTER],
  environmentVariables: [{ name: 'DATABASE_URL', value: 'shop/database', type: 'SECRETS_MANAGER' }],
  dryRunWithoutApproval: ['node'],
  people: [],
  table: 'requests',
  bucket: 'evidence',
};

export interface BuildScene {
  /** The files of the build; those of its commit where left out. */
  root?: string;
  /** What the environment of the build says beside the truth. */
  environment?: NodeJS.ProcessEnv;
}

/** The whole pipeline but for AWS: its real handlers and runner, a loopback Slack and GitHub, and a clock that tests move. */
export class PatchWorld extends World {
  readonly github = new LoopbackGitHub();
  readonly codebuild = new FakeCodeBuild({ project: PROJECT, settings: projectOf(PINS), clock: this.clock });
  readonly objects = new FakeObjects();
  readonly store = new RunStore({ table: this.table, clock: this.clock });
  readonly teller = new Teller({ approvers: this.approvers, requests: this.requests, outbox: this.outbox });
  readonly builds = codeBuild(this.codebuild.as(STARTER), PROJECT);
  /** Whether the last build installed packages of its branch. */
  installed = false;
  private ids = 0;
  private readonly checkouts: string[] = [];

  constructor() {
    super(PEOPLE);
  }

  override async start(): Promise<this> {
    await super.start();
    await this.github.start();
    const { approvers, api: slack, requests, threads, outbox, timer, clock, log, store } = this;
    this.approvals = new Approvals({
      approvers, slack, requests, threads, outbox, timer, clock, log,
      facts: async ({ id }) => factsOf((await store.get(id))!, approvers, 'main'),
    });
    return this;
  }

  override async stop(): Promise<void> {
    await this.github.stop();
    for (const root of this.checkouts) rmSync(root, { recursive: true });
    await super.stop();
  }

  get repository() {
    return gitHubRepository(gitHubGet({ token: async () => GITHUB_TOKEN, baseUrl: this.github.url }), { name: 'example/shop', defaultBranch: 'main' });
  }

  get pins(): Pins {
    return { ...PINS, people: this.approvers.people };
  }

  get starting(): Starting {
    const { approvers, requests, store, repository, builds, teller, clock } = this;
    return new Starting({ approvers, requests, store, repository, builds, teller, clock });
  }

  get evidence(): EvidenceStore {
    const { clock, table } = this;
    const objects = s3LockedObjects(this.objects.client, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock });
    return new EvidenceStore({ objects, table, clock });
  }

  get finishing(): Finishing {
    const { requests, store, builds, teller, clock, log, evidence } = this;
    return new Finishing({ requests, store, builds, teller, clock, log, evidence, reader: s3EvidenceReader(this.objects.client, 'evidence'), initiators: [STARTER] });
  }

  get handleBuilds() {
    const { store, builds, requests, clock, log } = this;
    const ended = (build: string) => this.finishing.ended(build);
    return buildsHandler({
      project: PROJECT,
      ended,
      sweep: sweeper({ store, builds, requestOf: id => requests.get(id), ended, validHours: 72, clock }),
      canary: canaryArrived({ ...CANARY, stack: PROJECT, arrived: this.claims(60), clock, log }),
    });
  }

  get tamper() {
    return tamperHandler({
      calls: WATCHED_CALLS, ours: [PROJECT, KEY_ID], allowedRoles: ['deployment', 'shop-patches-start'],
      tell: finding => this.teller.tell(null, { kind: 'tampering', loud: true, ...finding }),
    });
  }

  /** `POST /patches`, of the API that asks IAM who calls. */
  async call(name: string | undefined, body: object, role?: string): Promise<{ statusCode: number; body: any }> {
    const { approvers, approvals, requests, store, repository, outbox, teller, pins } = this;
    const asking = new Asking({ approvers, approvals, requests, store, repository, outbox, teller, repositoryName: 'example/shop', dryRunWithoutApproval: pins.dryRunWithoutApproval });
    const handler = askHandler({
      ask: each => asking.ask(each), withdraw: (run, by) => asking.withdraw(run, by), get: id => store.get(id), requestOf: id => requests.get(id),
      piece: async key => {
        const kept = this.objects.objects.get(key);
        return kept && { content: kept.Body, next: null };
      },
      portalRole: 'Portal', isSame: (one, other) => isSame(one, other, approvers.people),
      newId: () => `patch-${String((this.ids += 1)).padStart(4, '0')}`,
    });
    const { statusCode, body: text } = await handler(iamCall(name && who(name, role), body));
    await this.settle();
    return { statusCode, body: JSON.parse(text) };
  }

  /** `POST /starts`. */
  async starts(name: string, run: string, role?: string): Promise<{ statusCode: number; body: any }> {
    const handler = startHandler({ start: (...given) => this.starting.start(...given), portalRole: 'Portal' });
    const { statusCode, body } = await handler(iamCall(who(name, role), { run }));
    await this.settle();
    return { statusCode, body: JSON.parse(body) };
  }

  /** author-dev writes a patch, somebody pushes it, and tanaka asks for it. */
  async asks({ mode = 'run', files = patchFiles(), by = 'author-dev' } = {}): Promise<PatchRun> {
    this.github.push({ branch: 'fix', by, author: { email: 'author@example.com', login: 'author-dev' }, files });
    const { statusCode, body } = await this.call('tanaka', { action: 'request', patch: PATCH, branch: 'fix', mode, parameters: { plan: 'free' } });
    if (statusCode !== 200) throw new Error(body.error);
    return body.run;
  }

  async approves(run: PatchRun, by = 'U0CHIEF000'): Promise<void> {
    await this.slack.presses(by, await this.firstMessage(run.id), ACTIONS.approve);
    await this.settle();
  }

  /** The build runs as its buildspec says: the check, then what was ordered. It ends, and EventBridge tells it. */
  async runs(id: string, { root, environment = {} }: BuildScene = {}): Promise<Done> {
    const build = this.codebuild.builds.find(each => each.id === id)!;
    const place: Place = {
      root: root ?? this.checkout(build.sourceVersion!),
      runner: join(__dirname, '../../runner'),
      pins: this.pins,
      environment: {
        PATH: process.env.PATH,
        CODEBUILD_BUILD_ID: id,
        CODEBUILD_BUILD_ARN: build.arn,
        CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion,
        CODEBUILD_SOURCE_REPO_URL: build.source?.location,
        CODEBUILD_INITIATOR: build.initiator,
        ...environment,
      },
    };
    const doors = this.doors(build.sourceVersion!);
    const checked = await checkOnly(doors, place);
    this.installed = checked.dependencies === true;
    const done = checked.result === 'succeeded' ? await runBuild(doors, place) : checked;
    await this.ends(id, done.result === 'succeeded' ? 'SUCCEEDED' : 'FAILED');
    return done;
  }

  async ends(id: string, status: string): Promise<void> {
    this.codebuild.end(id, status);
    await this.handleBuilds(buildState(PROJECT, id, status));
    await this.settle();
  }

  private doors(sha: string): Doors {
    const role = this.codebuild.as('build');
    return {
      builds: codeBuildApi(role),
      orders: dynamoOrders(this.dynamo.client, 'requests'),
      evidence: s3Evidence(this.objects.client, 'evidence'),
      git: { checkedOut: async () => sha, head: branch => this.repository.standsAt(branch) },
      isSame: isSameBy(this.approvers.people),
      exec,
      connect: () => async () => {
        throw new Error('This world has no database');
      },
      probe: async queue => {
        throw new Error(`This world has no queue ${queue}`);
      },
      clock: this.clock,
      sleep: async ms => this.pass({ seconds: ms / 1000 }),
      print: () => {},
      stop: new AbortController().signal,
    };
  }

  /** The files of a commit. */
  checkout(sha: string): string {
    const root = mkdtempSync(join(tmpdir(), 'checkout-'));
    this.checkouts.push(root);
    for (const [name, text] of Object.entries(this.github.commits.get(sha)?.files ?? {})) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  }

  override async settle(): Promise<void> {
    const follow = follower({ store: this.store, teller: this.teller });
    await this.acts.deliver(
      actsHandler({
        approvals: this.approvals,
        follow: async result => {
          this.results.push(result);
          await follow(result);
        },
        log: this.log,
      }),
    );
    await this.messages.deliver(this.send);
  }

  /** Everything in the channel of alerts. */
  alerts(): string[] {
    return this.slack.messages.filter(({ channel }) => channel === this.approvers.channels.alerts).map(({ text }) => text);
  }

  kept(key: string): any {
    return JSON.parse(Buffer.from(this.objects.objects.get(key)!.Body).toString('utf8'));
  }
}
