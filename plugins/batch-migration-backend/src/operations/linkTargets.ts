import {
  planUpdatePermission,
  type TargetLinksRequest,
  type TargetLinksResponse,
} from 'backstage-plugin-batch-migration-common';
import { noWorkload } from '../permissions';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';

function summaryOf(name: string, { repository }: TargetLinksRequest): string {
  return repository === null
    ? `${name} linked to what was found`
    : `${name} linked to ${repository}`;
}

/**
 * Links a repository and the places where its work will appear: all or
 * nothing, and the same request again changes nothing.
 */
export async function linkTargets(
  estate: Estate,
  { credentials, request }: Caller,
  links: TargetLinksRequest,
): Promise<TargetLinksResponse> {
  const { access, auditor, clock, database } = estate;
  const ids = [...new Set(links.links.flatMap(link => link.workloadIds))];
  const meta = { repository: links.repository, workloadIds: ids };
  return audited(
    auditor,
    { eventId: 'targets-link', severityLevel: 'medium', request, meta },
    async () => {
      const workloads = await database.workloads.getMany(ids);
      const known = new Map(workloads.map(({ id, name }) => [id, name]));
      const unknown = ids.filter(id => !known.has(id));
      if (unknown.length > 0) throw noWorkload(unknown);
      await access.assertReadable(credentials, ids);
      await access.assertMay(credentials, planUpdatePermission, ids);

      const now = clock.now();
      const at = now.toISOString();
      const linked = await database.transaction(async tx => {
        const changed = await database.targetLinks.link(links, at, tx);
        await database.history.append(
          changed.map(workloadId => ({
            at,
            actor: actorOf(credentials),
            type: 'target-linked',
            summary: summaryOf(known.get(workloadId)!, links),
            workloadId,
            changes: links.links
              .filter(link => link.workloadIds.includes(workloadId))
              .map(({ location }) => ({
                field: 'target',
                before: null,
                after: `${location.ref} ${location.key}`,
              })),
          })),
          tx,
        );
        await database.assessments.invalidate(changed, tx);
        return changed;
      });
      await assessChanged(estate, linked, now);
      if (linked.length > 0) estate.observeSoon();
      return { repository: links.repository, linked: linked.length };
    },
  );
}
