import type { AuditDetail } from 'backstage-plugin-batch-migration-common';
import {
  decidesOn,
  type ProbeAnswer,
} from 'backstage-plugin-batch-migration-node';
import type { ApprovalsTable } from './readApprovalsConfig';

/** Adds what a table says of what happens at a location, asking each table once. */
export async function withAudit(
  answers: readonly ProbeAnswer[],
  tables: Iterable<ApprovalsTable>,
  audit: (table: ApprovalsTable) => Promise<AuditDetail>,
): Promise<ProbeAnswer[]> {
  const told = new Map<ApprovalsTable, Promise<AuditDetail>>();
  return Promise.all(
    answers.map(async answer => {
      const { location, state } = answer;
      const isThere = state === 'active' || state === 'idle';
      const table = [...tables].find(each => decidesOn(each, location));
      if (!isThere || !table) return answer;
      const asked = told.get(table) ?? audit(table);
      told.set(table, asked);
      return { ...answer, detail: { ...answer.detail, audit: await asked } };
    }),
  );
}
