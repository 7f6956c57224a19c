import { tamperHandler } from '../../people/watch/tamper';
import { bastionFromEnvironment } from '../environment';
import { isPastExec, WATCHED_CALLS } from '../tamper';

const { teller, given } = bastionFromEnvironment();
const telling = teller();

/** Called by the rule for calls that could silence the watch. */
export const handler = tamperHandler({
  calls: WATCHED_CALLS,
  concerns: isPastExec,
  ours: [given('STACK_NAME'), ...given('IDS').split(',')],
  allowedRoles: given('ALLOWED_ROLES').split(','),
  tell: finding => telling.tell(null, { kind: 'tampering', loud: true, ...finding }),
});
