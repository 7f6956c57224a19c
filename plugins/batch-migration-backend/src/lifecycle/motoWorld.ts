// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import {
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from 'backstage-plugin-batch-migration-backend-module-aws/src/testMoto';
import { REGION, startWorld } from './testWorld';

export {
  describeWithMoto,
  MOTO_ACCOUNT,
} from 'backstage-plugin-batch-migration-backend-module-aws/src/testMoto';

/** A world whose AWS is a `moto_server` of its own, changed by AWS's own API. */
export async function startMotoWorld(now: string) {
  const moto = await startMoto();
  const world = await startWorld({
    now,
    config: {
      aws: {
        accounts: [
          {
            accountId: MOTO_ACCOUNT,
            accessKeyId: 'test',
            secretAccessKey: 'test',
          },
        ],
      },
      batchMigration: { aws: { mode: 'live', endpoint: moto.endpoint } },
    },
  });
  return {
    ...world,
    /** For clients of the SDK. */
    settings: {
      endpoint: moto.endpoint,
      region: REGION,
      credentials: motoCredentials,
    },
    async stop() {
      await world.stop();
      moto.stop();
    },
  };
}

export type MotoWorld = Awaited<ReturnType<typeof startMotoWorld>>;
