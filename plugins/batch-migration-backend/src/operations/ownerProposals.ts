import {
  proposeOwners,
  type OwnerProposal,
  type Workload,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { accountHints } from '../owners';
import type { Estate } from './estate';

/**
 * Who may own a workload that nobody owns. Where an owner was stated, nothing
 * is held against it: who wrote a file last is no reason to doubt a person.
 */
export async function ownerProposals(
  { database, owners }: Pick<Estate, 'database' | 'owners'>,
  workload: Workload,
  view: Pick<WorkloadView, 'ownerRef' | 'locations'>,
): Promise<OwnerProposal[]> {
  if (view.ownerRef !== null) return [];
  const hints = [
    ...(await database.ownerHints.of([
      ...workload.locations.filter(({ side }) => side === 'legacy'),
      ...workload.intents.map(({ location }) => location),
    ])),
    ...accountHints(workload, view.locations),
  ];
  return hints.length === 0 ? [] : proposeOwners(hints, await owners.list());
}
