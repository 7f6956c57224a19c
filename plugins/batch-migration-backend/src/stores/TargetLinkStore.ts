import { NotFoundError } from '@backstage/errors';
import {
  locationId,
  type LocationRef,
  type TargetLink,
  type TargetLinksRequest,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, findLocations, text } from './rows';

/** Stands for no repository: a person linked what was found. */
const BY_HAND = '';

/** Which repository was made for which workload, in the order of the links. */
export class TargetLinkStore {
  constructor(private readonly db: Knex) {}

  /** Which workloads have a target at one of these refs, and where exactly. */
  async targetsAt(
    refs: readonly string[],
  ): Promise<
    Array<{ workloadId: string; name: string; location: LocationRef }>
  > {
    const found = [];
    for (const chunk of chunksOf([...new Set(refs)])) {
      const rows: Array<LocationRef & { workload_id: string; name: string }> =
        await this.db('workload_locations')
          .join('locations', 'locations.id', 'workload_locations.location_id')
          .join('workloads', 'workloads.id', 'workload_locations.workload_id')
          .where({ side: 'target' })
          .whereIn('ref', chunk)
          .orderBy(['workloads.name', 'workloads.id'])
          .select('workload_id', 'workloads.name', 'ref', 'key');
      for (const { workload_id, name, ref, key } of rows) {
        found.push({ workloadId: workload_id, name, location: { ref, key } });
      }
    }
    return found;
  }

  /**
   * Links a repository and the locations where its work will appear. A link
   * that is there already is left alone, so a rerun changes nothing.
   *
   * @returns the workloads that got a link which they did not have.
   * @throws NotFoundError naming every workload that does not exist.
   */
  async link(
    request: TargetLinksRequest,
    linkedAt: string,
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const repository = text(request.repository ?? BY_HAND);
    await assertWorkloadsExist(request, tx);
    const ids = await ensureLocations(
      tx,
      request.links.map(({ location }) => location),
    );
    const changed = new Set<string>();
    for (const { workloadIds, location } of request.links) {
      const location_id = ids.get(locationId(location))!;
      for (const workload_id of workloadIds) {
        const inserted = await tx('target_links')
          .insert({
            workload_id,
            location_id,
            repository,
            linked_at: linkedAt,
          })
          .onConflict(['workload_id', 'location_id', 'repository'])
          .ignore()
          .returning('id');
        if (inserted.length === 0) continue;
        const position = await positionOf(workload_id, repository, tx);
        await tx('workload_locations')
          .insert({ workload_id, location_id, side: 'target', position })
          .onConflict(['workload_id', 'location_id'])
          .ignore();
        changed.add(workload_id);
      }
    }
    return [...changed];
  }

  /** Takes back what a person linked; a link of a repository is left alone. */
  async unlinkByHand(
    link: { workloadId: string; location: LocationRef },
    tx: Knex.Transaction,
  ): Promise<'unlinked' | 'of-repository' | 'none'> {
    const location_id = (await findLocations(tx, [link.location])).get(
      locationId(link.location),
    );
    if (location_id === undefined) return 'none';
    const at = { workload_id: link.workloadId, location_id };
    const deleted = await tx('target_links')
      .where({ ...at, repository: BY_HAND })
      .delete();
    const other = await tx('target_links').where(at).first('id');
    if (other) return deleted > 0 ? 'unlinked' : 'of-repository';
    if (deleted === 0) return 'none';
    await tx('workload_locations')
      .where({ ...at, side: 'target' })
      .delete();
    return 'unlinked';
  }

  /** Repositories of each workload that has any, newest last. */
  async repositories(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows: Array<{ workload_id: string; repository: string }> = await tx(
        'target_links',
      )
        .whereIn('workload_id', chunk)
        .whereNot({ repository: BY_HAND })
        .orderBy('id')
        .select('workload_id', 'repository');
      for (const { workload_id, repository } of rows) {
        const known = found.get(workload_id) ?? [];
        if (!known.includes(repository)) {
          found.set(workload_id, [...known, repository]);
        }
      }
    }
    return found;
  }

  /** Links in the order in which they were made; of one repository if given. */
  async list(options: { repository?: string } = {}): Promise<TargetLink[]> {
    const query = this.db('target_links')
      .join('locations', 'locations.id', 'target_links.location_id')
      .orderBy('target_links.id');
    if (options.repository !== undefined) {
      query.where({ repository: options.repository });
    }
    const rows: Array<{
      workload_id: string;
      repository: string;
      ref: string;
      key: string;
    }> = await query.select('workload_id', 'repository', 'ref', 'key');
    const links = new Map<string, TargetLink>();
    for (const { workload_id, repository, ref, key } of rows) {
      const id = JSON.stringify([repository, ref, key]);
      const link = links.get(id);
      if (link) link.workloadIds.push(workload_id);
      else {
        links.set(id, {
          repository,
          workloadIds: [workload_id],
          location: { ref, key },
        });
      }
    }
    return [...links.values()];
  }
}

async function assertWorkloadsExist(
  request: TargetLinksRequest,
  tx: Knex.Transaction,
): Promise<void> {
  const wanted = [...new Set(request.links.flatMap(link => link.workloadIds))];
  const known = new Set<string>();
  for (const chunk of chunksOf(wanted)) {
    const rows: Array<{ id: string }> = await tx('workloads')
      .whereIn('id', chunk)
      .select('id');
    for (const { id } of rows) known.add(id);
  }
  const unknown = wanted.filter(id => !known.has(id));
  if (unknown.length > 0) {
    throw new NotFoundError(`No workload has the id ${unknown.join(', ')}`);
  }
}

/**
 * Locations of one repository stand side by side: a job that was split runs
 * at their union. Only another repository is a step further.
 */
async function positionOf(
  workloadId: string,
  repository: string,
  tx: Knex.Transaction,
): Promise<number> {
  const links = () =>
    tx('workload_locations').where({
      'workload_locations.workload_id': workloadId,
      side: 'target',
    });
  const same = await links()
    .join('target_links', join =>
      join
        .on('target_links.workload_id', 'workload_locations.workload_id')
        .andOn('target_links.location_id', 'workload_locations.location_id'),
    )
    .where({ repository })
    .max({ position: 'position' })
    .first();
  if (typeof same?.position === 'number') return same.position;
  const last = await links().max({ position: 'position' }).first();
  return typeof last?.position === 'number' ? last.position + 1 : 0;
}
