import { z } from 'zod';
import { readShape } from '../answers/commonAnswers';
import { environmentByName, secretsByName } from '../answers/variables';
import type { GoldenPath } from '../goldenPath';
import { catalogInfo } from '../rendering/catalogInfo';
import { codeowners } from '../rendering/codeowners';
import { jsonText } from '../rendering/jsonText';
import { manifestFor, renamed } from '../rendering/manifest';
import {
  bastionAnswers,
  type BastionAnswers,
  checkBastionAnswers,
} from './answers';
import { bastionArchitecture, bastionCost, bastionReadmeHead } from './pages';
import { bastionApprovers, planBastion } from './planBastion';

/** What decides who may let somebody in, and what is told of them. */
const REVIEWED = {
  what: 'Who approves, what counts as dangerous, what records a session, and what is deployed',
  paths: [
    '/approvers.yaml',
    '/rules.yaml',
    '/console/',
    '/detector/',
    '/infra/',
    '/.github/',
    '/CODEOWNERS',
  ],
};

/** A bastion runs nothing by itself: what people do in it is not known before. */
const noWork = z.array(z.never());

/** A console in production that runs only while somebody asked, and what watches it. */
export const auditedBastion: GoldenPath<BastionAnswers, never[]> = {
  name: 'audited-bastion',

  readAnswers(value) {
    const answers = readShape(
      bastionAnswers,
      value,
      'answers of audited-bastion',
    );
    checkBastionAnswers(answers);
    return answers;
  },

  readWork: value => readShape(noWork, value, 'work of audited-bastion'),

  plan: planBastion,

  layers: () => ['common', 'cdk', 'runtimes/image', 'people'],

  async files(input, read) {
    const { answers } = input;
    const withHead = async (head: string, path: string) =>
      `${head}\n\n${await read(path)}`;
    return {
      CODEOWNERS: codeowners(answers, REVIEWED),
      'README.md': await withHead(bastionReadmeHead(answers), 'README.md'),
      'approvers.yaml': bastionApprovers(answers),
      'catalog-info.yaml': catalogInfo(input, {
        description: 'A console in production that is watched',
        replaces: answers.workloadId ? [answers.workloadId] : [],
        tags: ['bastion', 'audit', 'ecs-exec'],
      }),
      'docs/architecture.md': await withHead(
        bastionArchitecture(answers),
        'docs/architecture.md',
      ),
      'docs/cost.md': await withHead(bastionCost(answers), 'docs/cost.md'),
      'infra/config.json': jsonText(settings(answers)),
      'package.json': manifestFor(await read('package.json'), answers),
      'package-lock.json': renamed(
        await read('package-lock.json'),
        answers.repository,
      ),
    };
  },
};

/** `infra/config.json`: where the stack goes, and what a session may be. */
function settings(answers: BastionAnswers) {
  const [cpu, memoryMiB] = answers.taskSize.split('/').map(Number);
  const { slack } = answers;
  return {
    name: answers.repository,
    owner: answers.owner,
    account: answers.account,
    region: answers.region,
    vpcId: answers.vpcId,
    subnetIds: answers.subnetIds,
    image: answers.image,
    task: { cpu, memoryMiB },
    alertEmail: answers.alertEmail,
    slack: {
      signingSecretArn: slack.signingSecretArn,
      botTokenArn: slack.botTokenArn,
    },
    evidence: answers.evidence,
    sessions: {
      seats: answers.seats,
      longestMinutes: answers.longestMinutes,
      idleMinutes: answers.idleMinutes,
      environment: environmentByName(answers),
      secrets: secretsByName(answers),
      buckets: answers.buckets,
      portalRole: answers.portalRole,
      deploymentRoles: answers.deploymentRoles,
    },
  };
}
