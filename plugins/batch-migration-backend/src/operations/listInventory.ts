import type {
  InventoryResponse,
  Role,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';

/** What is there, as the catalog shows it: nothing that no source names any more. */
export async function listInventory({
  database: { assessments, listings, servers },
}: Pick<Estate, 'database'>): Promise<InventoryResponse> {
  const listed = await listings.listed();
  const all = await servers.list();
  const roles = (await servers.roles()).map(role => ({
    ...role,
    serverRefs: role.serverRefs.filter(ref => listed.has(ref)),
  }));
  const isListed = ({ serverRefs }: Role) => serverRefs.length > 0;
  return {
    servers: all.filter(({ ref }) => listed.has(ref)),
    roles: roles.filter(isListed),
    counts: (await assessments.countsByServer()).filter(({ key }) =>
      listed.has(key),
    ),
    unlisted: [
      ...all.filter(({ ref }) => !listed.has(ref)),
      ...roles.filter(role => !isListed(role)),
    ].map(({ ref }) => ref),
  };
}
