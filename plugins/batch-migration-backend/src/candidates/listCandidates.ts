import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  describeSchedule,
  locationId,
  specsOfDetail,
  type TargetCandidate,
  type TargetCandidatesResponse,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from '../operations/estate';
import { readableWorkload } from '../operations/showWorkload';
import type { FoundTargetQuery, StoredTarget } from './FoundTargetStore';

/**
 * A page of what was found. Who may read no workload sees no target either;
 * of workloads, each sees those that they may read. Of a target that does the
 * work of others alone one sees that it is taken, and not what it does.
 */
export async function listCandidates(
  estate: Estate,
  credentials: BackstageCredentials,
  query: FoundTargetQuery,
): Promise<TargetCandidatesResponse> {
  const { access, database, search } = estate;
  if (query.workloadId !== undefined) {
    await readableWorkload(estate, credentials, query.workloadId);
  }
  const { scope } = await access.readable(credentials);
  const page = await database.foundTargets.page(query);
  const isHidden = scope === 'nothing';
  return {
    items: isHidden
      ? []
      : await candidateViews(estate, credentials, page.items),
    totalItems: page.totalItems,
    nextCursor: isHidden ? null : page.nextCursor,
    searchedAt: await search.searchedAt(),
    unread: isHidden
      ? []
      : await database.foundTargets.unread(search.finderIds),
  };
}

/** @throws NotFoundError also where the caller may read nothing */
export async function readableTarget(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  id: number,
): Promise<StoredTarget> {
  const { scope } = await access.readable(credentials);
  const target =
    scope === 'nothing' ? undefined : await database.foundTargets.get(id);
  if (!target) throw new NotFoundError(`No target has the id ${id}`);
  return target;
}

export async function candidateView(
  estate: Estate,
  credentials: BackstageCredentials,
  id: number,
): Promise<TargetCandidate> {
  const target = await readableTarget(estate, credentials, id);
  const [view] = await candidateViews(estate, credentials, [target]);
  return view;
}

async function candidateViews(
  { access, clock, database, search }: Estate,
  credentials: BackstageCredentials,
  targets: readonly StoredTarget[],
): Promise<TargetCandidate[]> {
  const ids = targets.map(({ id }) => id);
  const linked = await database.foundTargets.linkedTo(
    targets.map(({ target }) => target.location),
  );
  const proposals = await database.proposals.ofTargets(ids);
  const dismissals = await database.foundTargets.dismissals(ids);
  const readable = await access.readableIds(credentials, [
    ...new Set([
      ...[...linked.values()].flat().map(({ id }) => id),
      ...[...proposals.values()].flat().map(one => one.workloadId),
    ]),
  ]);
  const freshSince = search.freshSince(clock.now());
  return targets.map(stored => {
    const { id, target, lastSeenAt, goneAt } = stored;
    const links = linked.get(locationId(target.location)) ?? [];
    const isOfOthers =
      links.length > 0 && !links.some(link => readable.has(link.id));
    const schedules = isOfOthers ? [] : specsOfDetail(target.detail);
    return {
      id,
      location: target.location,
      name: target.name,
      kind: target.kind,
      state: stateOf(stored, freshSince),
      schedules,
      scheduleTexts: schedules.map(spec => ({
        en: describeSchedule(spec, 'en'),
        ja: describeSchedule(spec, 'ja'),
      })),
      command: isOfOthers ? null : target.detail.command ?? null,
      image: isOfOthers ? null : target.image,
      starts: isOfOthers ? [] : target.starts,
      tags: isOfOthers ? {} : target.tags,
      source: stored.finder,
      firstSeenAt: stored.firstSeenAt,
      lastSeenAt,
      goneAt,
      linked: links.length > 0,
      linkedTo: links.filter(link => readable.has(link.id)),
      // What is linked already is proposed to nobody.
      proposals: (links.length > 0 ? [] : proposals.get(id) ?? [])
        .filter(({ workloadId }) => readable.has(workloadId))
        .map(({ workloadId, workloadName, score, reasons, doubts }) => ({
          workload: { id: workloadId, name: workloadName },
          score,
          reasons,
          doubts,
        })),
      dismissal: dismissals.get(id) ?? null,
    };
  });
}

function stateOf(
  { target, lastSeenAt, goneAt }: StoredTarget,
  freshSince: string,
): TargetCandidate['state'] {
  if (goneAt !== null) return 'absent';
  return lastSeenAt < freshSince ? 'unknown' : target.state;
}
