import { commandsHandler } from '../commands';
import { bastionFromEnvironment } from '../environment';

const { sessions, watch, arrived } = bastionFromEnvironment();
const watching = watch(sessions());

/** Called by the subscription of the log of the consoles. */
export const handler = commandsHandler({ received: (task, events) => watching.received(task, events), canary: arrived() });
