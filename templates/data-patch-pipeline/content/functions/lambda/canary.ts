import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { canaryHandler } from '../../people/watch/canary';
import { canarySender, PATHS } from '../canary';
import { patchesFromEnvironment } from '../environment';

const { claims, teller, clock, log, given } = patchesFromEnvironment();
const telling = teller();
const events = new EventBridgeClient();

/** Called twice a day, and a quarter of an hour later. */
export const handler = canaryHandler({
  paths: PATHS,
  send: canarySender({ stackName: given('STACK_NAME'), project: given('PROJECT'), putEvent: input => events.send(new PutEventsCommand(input)) }),
  arrived: claims(60),
  tellMissing: (path, id) => telling.tell(null, { kind: 'canary-missing', key: id, what: path, loud: true }),
  clock,
  log,
});
