import type { InventoryResponse } from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';

/** What is there, as the catalog shows it: nothing that no source names any more. */
export async function listInventory({
  database: { assessments, listings, servers },
}: Pick<Estate, 'database'>): Promise<InventoryResponse> {
  const listed = await listings.listed();
  const roles = await servers.roles();
  return {
    servers: (await servers.list()).filter(({ ref }) => listed.has(ref)),
    roles: roles.flatMap(role => {
      const serverRefs = role.serverRefs.filter(ref => listed.has(ref));
      return serverRefs.length > 0 ? [{ ...role, serverRefs }] : [];
    }),
    counts: (await assessments.countsByServer()).filter(({ key }) =>
      listed.has(key),
    ),
  };
}
