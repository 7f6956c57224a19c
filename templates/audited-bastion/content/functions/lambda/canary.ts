import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { canaryHandler } from '../../people/watch/canary';
import { canarySender } from '../aws/canary';
import { PATHS } from '../canary';
import { bastionFromEnvironment } from '../environment';

const { claims, teller, clock, log, given } = bastionFromEnvironment();
const telling = teller();
const logs = new CloudWatchLogsClient();
const events = new EventBridgeClient();

/** Called twice a day, and a quarter of an hour later. */
export const handler = canaryHandler({
  paths: PATHS,
  send: canarySender({
    stackName: given('STACK_NAME'),
    logGroup: given('CONSOLE_LOG_GROUP'),
    clock,
    createStream: input => logs.send(new CreateLogStreamCommand(input)),
    putLog: input => logs.send(new PutLogEventsCommand(input)),
    putEvent: input => events.send(new PutEventsCommand(input)),
  }),
  arrived: claims(60),
  tellMissing: (path, id) => telling.tell(null, { kind: 'canary-missing', key: id, what: path, loud: true }),
  clock,
  log,
});
