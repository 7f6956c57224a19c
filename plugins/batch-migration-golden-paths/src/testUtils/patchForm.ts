import { bastionForm } from './bastionForm';

/** What the form of the template hands over. */
export function patchForm(changes: object = {}) {
  const { account, region, vpcId, subnetIds, alertEmail, slack } =
    bastionForm();
  const secret = `arn:aws:secretsmanager:${region}:${account}:secret:news`;
  return {
    repository: 'news-patches',
    description: null as string | null,
    owner: 'group:default/news-platform',
    workloadId: null,
    application: {
      name: 'example/news',
      defaultBranch: 'main',
      connectionArn: `arn:aws:codeconnections:${region}:${account}:connection/01234567-89ab-cdef-0123-456789abcdef`,
      tokenArn: `${secret}/github`,
    },
    build: {
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      architecture: 'x86_64',
      timeoutMinutes: 120,
    },
    environment: [{ name: 'RAILS_ENV', value: 'production' }],
    secrets: [
      { name: 'DATABASE_URL', arn: `${secret}/database` },
      {
        name: 'REDIS_URL',
        arn: `arn:aws:ssm:${region}:${account}:parameter/news/redis`,
      },
    ],
    queues: [`arn:aws:sqs:${region}:${account}:news-jobs`],
    buckets: ['news-uploads'],
    keys: [
      `arn:aws:kms:${region}:${account}:key/0a1b2c3d-0000-4000-8000-000000000000`,
    ],
    securityGroupId: 'sg-0a1b2c3d4e5f60718',
    dryRunWithoutApproval: ['sql'],
    audit: {
      logGroup: '/aws/rds/instance/news/postgresql',
      application: ['news_app'],
      patches: ['news_patch'],
      sessions: ['news_console'],
      bastionTable: 'news-bastion-requests',
    },
    slack,
    validHours: 72,
    evidence: { mode: 'GOVERNANCE', days: 400 },
    portalRole: 'Portal',
    deploymentRoles: ['deployment'],
    account,
    region,
    vpcId,
    subnetIds,
    alertEmail,
    ...changes,
  };
}
