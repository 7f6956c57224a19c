// One replica of an installation: the plugin alone, and a source of run events
// that are files of a folder. An event is gone once it was taken, so what is
// not stored comes again.
const { createBackend } = require('@backstage/backend-defaults');
const { createBackendModule } = require('@backstage/backend-plugin-api');
const {
  runEventSourcesExtensionPoint,
} = require('backstage-plugin-batch-migration-node');
const { readdir, readFile, rm } = require('node:fs/promises');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const folder = process.env.RUN_EVENTS;

const spool = {
  id: 'spool',
  brings: () => true,
  async listen(deliver, { signal }) {
    while (!signal.aborted) {
      const names = (await readdir(folder)).filter(name =>
        name.endsWith('.json'),
      );
      for (const name of names) {
        const file = path.join(folder, name);
        // The other replica may have been faster, or be at it now.
        const text = await readFile(file, 'utf8').catch(() => null);
        if (text === null) continue;
        const { run, ...event } = JSON.parse(text);
        await deliver([
          {
            ...event,
            sentAt: new Date(event.sentAt),
            run: {
              ...run,
              scheduledFor: null,
              startedAt: new Date(run.startedAt),
              endedAt: new Date(run.endedAt),
            },
          },
        ]);
        await rm(file, { force: true });
      }
      await sleep(20);
    }
  },
};

const backend = createBackend();
backend.add(import('backstage-plugin-batch-migration-backend'));
backend.add(
  createBackendModule({
    pluginId: 'batch-migration',
    moduleId: 'spool',
    register(env) {
      env.registerInit({
        deps: { runEvents: runEventSourcesExtensionPoint },
        async init({ runEvents }) {
          runEvents.addRunEventSource(spool);
        },
      });
    },
  }),
);
backend.start();
