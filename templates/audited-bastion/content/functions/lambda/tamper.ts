import { bastionFromEnvironment } from '../environment';
import { tamperHandler } from '../tamper';

const { teller, given } = bastionFromEnvironment();
const telling = teller();

/** Called by the rule for calls that could silence the watch. */
export const handler = tamperHandler({
  ours: [given('STACK_NAME')],
  allowedRoles: given('ALLOWED_ROLES').split(','),
  tell: finding => telling.tell(null, finding),
});
