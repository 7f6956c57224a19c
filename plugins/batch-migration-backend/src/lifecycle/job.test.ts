// Of the AWS module its emulators, which it does not export.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import { describeWithMoto } from 'backstage-plugin-batch-migration-backend-module-aws/src/testMoto';
import { startJobOnFake } from './emulatedJob';
import { tellJobStory } from './job.suite';
import { startJobOnMoto } from './motoJob';

jest.setTimeout(120_000);

describe('a cron job, from its host to EventBridge Scheduler', () => {
  tellJobStory(startJobOnFake, { canFallSilent: true });
});

describeWithMoto(
  'the same job on moto_server, which cannot refuse anybody',
  () => {
    tellJobStory(startJobOnMoto, { canFallSilent: false });
  },
);
