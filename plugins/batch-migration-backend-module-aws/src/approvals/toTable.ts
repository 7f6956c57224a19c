import type { AwsPlace } from '../places';
import type { ApprovalsTable } from './readApprovalsConfig';

/** What has to be known of a table; the rest may be. */
type Given = AwsPlace &
  Pick<ApprovalsTable, 'name' | 'table'> &
  Partial<ApprovalsTable>;

/** A table with what follows from its name. */
export function toTable({
  accountId,
  region,
  name,
  table,
  title = name,
  project = name,
  sessionsUrl = null,
  evidenceBucket = null,
  slackUrl = null,
  alertAfterHours = null,
}: Given): ApprovalsTable {
  const at = `${accountId}/${region}`;
  return {
    id: `${accountId}.${region}.${name}`,
    ...{ title, name, accountId, region, table, project },
    ...{ sessionsUrl, evidenceBucket, slackUrl, alertAfterHours },
    targets: [
      { ref: `ecs-exec:${at}/${name}`, key: null },
      { ref: `codebuild:${at}`, key: project },
    ],
    asksSessions: sessionsUrl !== null,
  };
}
