import { DATABASE, SLACK, testGoldenPath } from './people.mjs';
import { PLATFORM } from './repository.mjs';

const { account, region } = PLATFORM;

testGoldenPath({
  template: 'audited-bastion',
  values: {
    ...PLATFORM,
    repository: 'news-bastion',
    runtime: 'image',
    image: `${account}.dkr.ecr.${region}.amazonaws.com/news@sha256:${'0'.repeat(
      64,
    )}`,
    needed: 'Orders that no screen can mend are looked at in a console',
    secrets: [DATABASE],
    slack: SLACK,
  },
  proof: /a login that nobody asked for is told at once/,
});
