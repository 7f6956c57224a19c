import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  runEventSourcesExtensionPoint,
  type RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import { batchMigrationPlugin } from '../plugin';

jest.setTimeout(240_000);

function start(...sources: RunEventSource[]) {
  return startTestBackend({
    features: [
      batchMigrationPlugin,
      mockServices.rootConfig.factory({ data: { batchMigration: {} } }),
      createBackendModule({
        pluginId: 'batch-migration',
        moduleId: 'events',
        register(module) {
          module.registerInit({
            deps: { events: runEventSourcesExtensionPoint },
            async init({ events }) {
              events.addRunEventSource(...sources);
            },
          });
        },
      }),
    ],
  });
}

it('listens to what modules add from the start to the end of the backend', async () => {
  let ended = false;
  const taken = new Promise<void>((resolve, reject) => {
    const source: RunEventSource = {
      id: 'queue',
      brings: () => true,
      async listen(deliver, { signal }) {
        await deliver([
          {
            run: {
              scheduledFor: null,
              startedAt: new Date(),
              endedAt: null,
              outcome: 'running',
              externalId: 'of nobody here',
            },
            startedBy: null,
            targetArns: [],
            sentAt: new Date(),
          },
        ]).then(resolve, reject);
        await new Promise<void>(stop => {
          signal.addEventListener('abort', () => stop());
        });
        ended = true;
      },
    };
    start(source)
      .then(async backend => {
        await taken;
        await backend.stop();
      })
      .catch(reject);
  });
  await taken;
  for (let wait = 0; !ended && wait < 6_000; wait += 1) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  expect(ended).toBe(true);
});

it('refuses two sources of one id: their runs would be told apart by nothing', async () => {
  const source: RunEventSource = {
    id: 'queue',
    brings: () => true,
    listen: async () => {},
  };
  await expect(start(source, source)).rejects.toThrow(
    /two modules add the run event source queue/i,
  );
});
