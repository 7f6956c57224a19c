import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { S3Client } from '@aws-sdk/client-s3';
import { gitHubGet } from '../github/api';
import { gitHubRepository } from '../github/repository';
import { readApprovers } from '../people/approval/readApprovers';
import type { ApprovalRequest } from '../people/approval/record';
import { s3EvidenceReader } from '../people/evidence/lockedObjects';
import { fromEnvironment } from '../people/lambda/environment';
import { canaryArrived } from '../people/watch/canary';
import { Asking } from '../runs/asking';
import { Finishing } from '../runs/finishing';
import { Starting } from '../runs/starting';
import { RunStore } from '../runs/store';
import { sweeper } from '../runs/sweep';
import { factsOf, Teller } from '../runs/tell';
import { codeBuild } from './aws/builds';
import { s3Pieces } from './aws/pieces';
import { CANARY } from './canary';

/** What a Lambda is given by `infra/constructs/patch-functions.ts`. Each part is made when it is asked for. */
export function patchesFromEnvironment(environment = process.env) {
  const people = fromEnvironment(environment);
  const { clock, log, given, table, requests, outbox, secret } = people;
  const store = () => new RunStore({ table: table(), clock });
  const teller = () => new Teller({ approvers: readApprovers(), requests: requests(), outbox: outbox() });
  const builds = () => codeBuild(new CodeBuildClient(), given('PROJECT'));
  const repository = () =>
    gitHubRepository(gitHubGet({ token: secret('GITHUB_TOKEN_SECRET') }), { name: given('REPOSITORY'), defaultBranch: given('DEFAULT_BRANCH') });
  const approvals = () => {
    const runs = store();
    const approvers = readApprovers();
    const defaultBranch = given('DEFAULT_BRANCH');
    return people.approvals(async ({ id }: ApprovalRequest) => {
      const run = await runs.get(id);
      return run ? factsOf(run, approvers, defaultBranch) : [];
    });
  };
  const asking = () =>
    new Asking({
      approvers: readApprovers(), approvals: approvals(), requests: requests(), store: store(), repository: repository(), outbox: outbox(), teller: teller(),
      repositoryName: given('REPOSITORY'),
      dryRunWithoutApproval: listOf(environment.DRY_RUN_WITHOUT_APPROVAL),
    });
  const starting = () =>
    new Starting({ approvers: readApprovers(), requests: requests(), store: store(), repository: repository(), builds: builds(), teller: teller(), clock });
  const finishing = () =>
    new Finishing({
      requests: requests(), store: store(), builds: builds(), evidence: people.evidence(), teller: teller(), clock, log,
      reader: s3EvidenceReader(new S3Client(), given('EVIDENCE_BUCKET')),
      initiators: listOf(given('INITIATORS')),
    });
  const sweep = (of: Finishing) =>
    sweeper({ store: store(), builds: builds(), requestOf: id => requests().get(id), ended: build => of.ended(build), validHours: readApprovers().validHours, clock });
  const arrived = () => canaryArrived({ ...CANARY, stack: given('STACK_NAME'), arrived: people.claims(60), clock, log });
  const pieces = () => s3Pieces(new S3Client(), given('EVIDENCE_BUCKET'));
  return { ...people, approvals, store, teller, asking, starting, finishing, sweep, arrived, pieces, portalRole: environment.PORTAL_ROLE || null };
}

function listOf(text = ''): string[] {
  return text.split(',').filter(Boolean);
}
