import { bastionFromEnvironment } from '../environment';
import { loginHandler } from '../login';

const { sessions, arrived, given } = bastionFromEnvironment();
const all = sessions();

/** Called by the rule for logins. */
export const handler = loginHandler({ cluster: given('CLUSTER'), login: each => all.login(each), canary: arrived() });
