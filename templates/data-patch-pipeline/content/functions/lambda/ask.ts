import { isSame } from '../../people/approval/approvers';
import { readApprovers } from '../../people/approval/readApprovers';
import { askHandler } from '../ask';
import { patchesFromEnvironment } from '../environment';

const { asking, store, requests, pieces, portalRole } = patchesFromEnvironment();
const all = asking();
const runs = store();
const { people } = readApprovers();

/** Called by `npm run patch` and by the portal, through an API that asks IAM who calls. */
export const handler = askHandler({
  ask: each => all.ask(each),
  withdraw: (run, by) => all.withdraw(run, by),
  get: id => runs.get(id),
  requestOf: id => requests().get(id),
  piece: pieces(),
  portalRole,
  isSame: (one, other) => isSame(one, other, people),
});
