import { type Approval, isSameBy, type Order, type Subject, subjectHash } from '../approval/approval';
import type { Build, Pins, Project } from '../approval/build';
import type { Doors, Place } from '../doors';
import { commandOf } from '../engines/command';
import { exec } from '../engines/exec';
import type { EvidenceFile, RunRecord } from '../evidence/evidence';
import type { Mode } from '../patch/patch';
import { readPatch } from '../patch/read';
import { PATCH, repositoryWith } from './patches';
import { PLACE, projectOf, settingsOf } from './project';

/**
 * A build that everything is right about. The shapes are CodeBuild's (BatchGetBuilds, BatchGetProjects);
 * the values were written by us.
 */
export const SHA = 'a'.repeat(40);
export const BUILD = 'shop-patch:11111111-2222-3333-4444-555555555555';
export const NOW = new Date('2026-11-24T10:00:00Z');
const ACCOUNT = 'arn:aws:codebuild:ap-northeast-1:111122223333';
const LOCATION = 'https://github.com/example/shop.git';
const BUILDSPEC = 'version: 0.2\nphases: {}\n';
const INITIATOR = 'shop-patch-starter/start';

export const pins: Pins = {
  projectArn: `${ACCOUNT}:project/shop-patch`,
  project: 'shop-patch',
  repository: 'example/shop',
  sourceLocation: LOCATION,
  buildspec: BUILDSPEC,
  image: 'aws/codebuild/standard:7.0',
  ...PLACE,
  serviceRole: 'arn:aws:iam::111122223333:role/shop-patch',
  initiators: [INITIATOR],
  environmentVariables: [{ name: 'DATABASE_URL', value: 'shop/database', type: 'SECRETS_MANAGER' }],
  dryRunWithoutApproval: [],
  people: [
    { slack: ['UAUTHOR1'], emails: ['author@example.com'], github: ['author'], aws: [] },
    { slack: ['UAUTHOR2'], emails: ['second.author@example.com'], github: [], aws: [] },
  ],
  table: 'requests',
  bucket: 'evidence',
};

export interface Scene {
  build: Build;
  project: Project;
  running: string[];
  environment: NodeJS.ProcessEnv;
  order: Order | undefined;
  checkedOut: string | undefined;
  head: string | undefined;
  pins: Pins;
  doors: Partial<Doors>;
  stop: AbortController;
}

export interface Played {
  doors: Doors;
  place: Place;
  printed: string[];
  begun: RunRecord[];
  kept: Array<{ record: RunRecord; files: EvidenceFile[] }>;
}

/** A request that was approved by somebody who may, for one patch of a repository. */
export function orderFor(root: string, { mode = 'run' as Mode, parameters = {} as Record<string, string>, path = PATCH } = {}): Order & { approval: Approval } {
  const { patch, problems } = readPatch(root, path);
  if (!patch) throw new Error(JSON.stringify(problems));
  const subject: Subject = { kind: 'patch', repository: pins.repository, sha: SHA, patch: path, command: commandOf(patch, mode), parameters };
  const approval: Approval & { subject: Subject } = {
    id: 'request-1',
    status: 'approved',
    subject,
    subjectHash: subjectHash(subject),
    involved: { operator: { slack: 'UASKED01' }, author: { github: 'author', emails: ['author@example.com'] }, coauthors: [{ emails: ['Second.Author@example.com'] }], runner: { slack: 'URUNNER1' } },
    expiresAt: '2026-11-25T10:00:00Z',
    answer: { by: 'UBOSS001', name: 'Boss', title: 'CTO', at: '2026-11-24T09:00:00Z' },
    used: { by: BUILD, at: '2026-11-24T09:59:00Z' },
  };
  return { build: BUILD, mode, subject, startedBy: { slack: 'URUNNER1' }, branch: 'refs/heads/fix', approval };
}

/** Plays one build in which `change` made something wrong. */
export function play(change: (scene: Scene) => void = () => {}, { root = repositoryWith({}), mode = 'check' as Mode, parameters = {} } = {}): Played {
  const scene: Scene = {
    build: { ...settingsOf(pins), id: BUILD, arn: `${ACCOUNT}:build/${BUILD}`, projectName: 'shop-patch', buildStatus: 'IN_PROGRESS', buildComplete: false, sourceVersion: SHA, resolvedSourceVersion: SHA, initiator: INITIATOR },
    project: projectOf(pins),
    running: [BUILD],
    environment: {
      CODEBUILD_BUILD_ID: BUILD,
      CODEBUILD_BUILD_ARN: `${ACCOUNT}:build/${BUILD}`,
      CODEBUILD_RESOLVED_SOURCE_VERSION: SHA,
      CODEBUILD_SOURCE_REPO_URL: LOCATION,
      CODEBUILD_INITIATOR: INITIATOR,
      DATABASE_URL: 'postgresql://shop:s3cr3t-password@db.internal/shop',
      PATH: process.env.PATH,
    },
    order: orderFor(root, { mode, parameters }),
    checkedOut: SHA,
    head: SHA,
    pins: structuredClone(pins),
    doors: {},
    stop: new AbortController(),
  };
  change(scene);
  const printed: string[] = [];
  const begun: RunRecord[] = [];
  const kept: Played['kept'] = [];
  let now = NOW.getTime();
  const doors: Doors = {
    builds: { build: async id => (id === scene.build.id ? scene.build : undefined), project: async () => scene.project, running: async () => scene.running },
    orders: { ofBuild: async () => scene.order },
    evidence: {
      begin: async record => void begun.push(record),
      keep: async (record, _order, files) => {
        kept.push({ record, files });
        return 's3://evidence/run.json';
      },
    },
    git: { checkedOut: async () => scene.checkedOut, head: async () => scene.head },
    isSame: isSameBy(scene.pins.people),
    exec,
    connect: () => async () => {
      throw new Error('This test has no database');
    },
    probe: async queue => {
      throw new Error(`This test has no queue ${queue}`);
    },
    clock: () => new Date(now),
    sleep: async ms => void (now += ms),
    print: line => printed.push(line),
    stop: scene.stop.signal,
    ...scene.doors,
  };
  return { doors, place: { root, runner: __dirname, pins: scene.pins, environment: scene.environment }, printed, begun, kept };
}
