import { tamperHandler } from '../../people/watch/tamper';
import { patchesFromEnvironment } from '../environment';
import { WATCHED_CALLS } from '../tamper';

const { teller, given } = patchesFromEnvironment();
const telling = teller();

/** Called by the rule for calls that could run a patch past its approval, or silence the watch. */
export const handler = tamperHandler({
  calls: WATCHED_CALLS,
  ours: [given('STACK_NAME'), ...given('IDS').split(',')],
  allowedRoles: given('ALLOWED_ROLES').split(','),
  tell: finding => telling.tell(null, { kind: 'tampering', loud: true, ...finding }),
});
