/** What the form of the template hands over. */
export function bastionForm(changes: object = {}) {
  const arn = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:slack';
  return {
    repository: 'news-bastion',
    description: null as string | null,
    owner: 'group:default/news-platform',
    runtime: 'image',
    image: `111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/news@sha256:${'0'.repeat(
      64,
    )}`,
    taskSize: '512/1024',
    account: '111122223333',
    region: 'ap-northeast-1',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    subnetIds: ['subnet-0a1b2c3d4e5f60718'],
    alertEmail: 'news@example.com',
    workloadId: null,
    needed: 'Orders that no screen can mend are looked at in a console',
    environment: [{ name: 'RAILS_ENV', value: 'production' }],
    secrets: [
      {
        name: 'REDIS_URL',
        arn: 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/redis',
      },
    ],
    buckets: ['news-uploads'],
    slack: {
      signingSecretArn: `${arn}/signing`,
      botTokenArn: `${arn}/token`,
      teamId: 'T0123ABCDE',
      requests: 'C0123REQUE',
      alerts: 'C0123ALERT',
      approvers: [
        { id: 'U0123CHIEF', title: 'CTO' },
        { id: 'S0123EXECS', title: 'Executive officers and above' },
      ],
      alerted: ['U0123SECUR'],
      language: 'en',
    },
    ...changes,
  };
}
