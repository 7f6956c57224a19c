import { z } from 'zod';
import { readShape } from '../answers/commonAnswers';
import { environmentByName, secretsByName } from '../answers/variables';
import type { GoldenPath } from '../goldenPath';
import { catalogInfo } from '../rendering/catalogInfo';
import { codeowners } from '../rendering/codeowners';
import { jsonText } from '../rendering/jsonText';
import { renamed } from '../rendering/manifest';
import { checkPatchAnswers, patchAnswers, type PatchAnswers } from './answers';
import { patchArchitecture, patchCost, patchReadmeHead } from './pages';
import { patchApprovers, planPatches } from './planPatches';

/** A pipeline runs nothing by itself: patches come when somebody writes one. */
const noWork = z.array(z.never());

/** Of the layers: what belongs to an image that a repository runs in ECS. */
const OF_AN_IMAGE = [
  'image-policy.json',
  'tools/image-policy.mjs',
  'tools/image-policy.schema.json',
  'tools/test/image-policy.test.mjs',
  'docs/image.md',
  'docs/runtime.md',
  'docs/adr/0003-findings-are-judged-by-a-file.md',
  'infra/constructs/secret-reference.ts',
];

const REVIEWED = {
  what: 'Who approves, what runs in a build, and what may be deployed and by whom',
  paths: ['/approvers.yaml', '/runner/', '/infra/', '/.github/', '/CODEOWNERS'],
};

/** Patches of production that prove who approved them. */
export const dataPatchPipeline: GoldenPath<PatchAnswers, never[]> = {
  name: 'data-patch-pipeline',

  readAnswers(value) {
    const answers = readShape(
      patchAnswers,
      value,
      'answers of data-patch-pipeline',
    );
    checkPatchAnswers(answers);
    return answers;
  },

  readWork: value => readShape(noWork, value, 'work of data-patch-pipeline'),

  plan: planPatches,

  // Of the layer `image` its CI, which builds none.
  layers: () => ['common', 'cdk', 'runtimes/image', 'people'],

  keeps: (path, _answers, from) =>
    from === 'template' || !OF_AN_IMAGE.includes(path),

  async files(input, read) {
    const { answers } = input;
    const withHead = async (head: string, path: string) =>
      `${head}\n\n${await read(path)}`;
    return {
      CODEOWNERS: codeowners(answers, REVIEWED),
      'README.md': await withHead(patchReadmeHead(answers), 'README.md'),
      'approvers.yaml': patchApprovers(answers),
      'catalog-info.yaml': catalogInfo(input, {
        description: 'Data patches of production that prove their approval',
        replaces: answers.workloadId ? [answers.workloadId] : [],
        tags: ['data-patch', 'audit', 'codebuild'],
      }),
      'docs/architecture.md': await withHead(
        patchArchitecture(answers),
        'docs/architecture.md',
      ),
      'docs/cost.md': await withHead(patchCost(answers), 'docs/cost.md'),
      'infra/config.json': jsonText(settings(answers)),
      'package.json': renamed(await read('package.json'), answers.repository),
      'package-lock.json': renamed(
        await read('package-lock.json'),
        answers.repository,
      ),
    };
  },
};

/** `infra/config.json`: where the stack goes, and what a patch has. */
function settings(answers: PatchAnswers) {
  const { application, audit, slack } = answers;
  return {
    name: answers.repository,
    owner: answers.owner,
    account: answers.account,
    region: answers.region,
    vpcId: answers.vpcId,
    subnetIds: answers.subnetIds,
    alertEmail: answers.alertEmail,
    slack: {
      signingSecretArn: slack.signingSecretArn,
      botTokenArn: slack.botTokenArn,
    },
    evidence: answers.evidence,
    patches: {
      repository: application,
      build: answers.build,
      environment: environmentByName(answers),
      secrets: secretsByName(answers),
      queues: answers.queues,
      buckets: answers.buckets,
      keys: answers.keys,
      securityGroupId: answers.securityGroupId,
      dryRunWithoutApproval: answers.dryRunWithoutApproval,
      auditLogGroup: audit.logGroup,
      auditUsers: {
        application: audit.application,
        patches: audit.patches,
        sessions: audit.sessions,
      },
      bastionTable: audit.bastionTable,
      portalRole: answers.portalRole,
      deploymentRoles: answers.deploymentRoles,
    },
  };
}
