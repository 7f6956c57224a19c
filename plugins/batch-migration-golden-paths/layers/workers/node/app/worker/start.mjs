import { SQSClient } from '@aws-sdk/client-sqs';
import { Poller } from './poller.mjs';
import { Protection } from './protection.mjs';
import { Queue } from './queue.mjs';
import { readSettings } from './settings.mjs';

/** Runs one worker until ECS stops its task. */
export async function start({ handle, environment = process.env }) {
  const settings = readSettings(environment);
  const poller = new Poller({
    queue: new Queue(new SQSClient({}), settings),
    handle,
    protection: new Protection({ agentUri: settings.agentUri, minutes: settings.protectionMinutes, log }),
    settings,
    log,
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => poller.stop());
  await poller.run();
  log('stopped');
  // A handler that ignores its signal must not keep the task until it is killed.
  process.exit(0);
}

/** One line of JSON: CloudWatch Logs Insights finds its fields. */
function log(event, fields = {}) {
  console.log(JSON.stringify({ event, ...fields }));
}
