import { DATABASE, secret, SLACK, testGoldenPath } from './people.mjs';
import { PLATFORM } from './repository.mjs';

const { taskSize, ...network } = PLATFORM;
const { account, region } = network;

testGoldenPath({
  template: 'data-patch-pipeline',
  values: {
    ...network,
    repository: 'news-patches',
    application: {
      name: 'example/news',
      connectionArn: `arn:aws:codeconnections:${region}:${account}:connection/01234567-89ab-cdef-0123-456789abcdef`,
      tokenArn: secret('github'),
    },
    secrets: [DATABASE],
    securityGroupId: 'sg-0a1b2c3d4e5f60718',
    slack: SLACK,
  },
  proof: /attack: self-approval by who asked is denied/,
});
