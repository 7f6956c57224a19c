// Of the AWS module its emulators, which it does not export.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import { describeWithMoto } from 'backstage-plugin-batch-migration-backend-module-aws/src/testMoto';
import { tellJobStory } from './jobStory';
import { startJobOnMoto } from './motoJob';

jest.setTimeout(240_000);

describeWithMoto(
  'a cron job on moto_server, which cannot refuse anybody',
  () => {
    tellJobStory(startJobOnMoto, { canFallSilent: false });
  },
);
