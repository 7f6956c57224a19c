import {
  DescribeTrailsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeSubscriptionFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { toError } from '@backstage/errors';
import {
  countsOf,
  coversBuildsOnly,
  readReconciliation,
  type AuditDetail,
} from 'backstage-plugin-batch-migration-common';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import { AwsApprovals } from './AwsApprovals';
import { readFollowUp } from './followUp';
import { readOperatorsPolicy } from './operatorsPolicy';
import type { ApprovalsTable } from './readApprovalsConfig';

interface Look {
  now: Date;
  signal?: AbortSignal;
}

/** What the newest reconciliation of a project of patches says. */
export async function patchAudit(
  clients: AwsClients,
  table: ApprovalsTable,
  { signal }: Look,
): Promise<AuditDetail> {
  const source = new AwsApprovals(clients, [table]);
  const unread: string[] = [];
  const policy = known(unread, () =>
    readOperatorsPolicy(clients, table, 'start', signal),
  );
  const reconciliation = await known(unread, async () => {
    const stored = await source.reconciliation(table, { signal });
    if (!stored) return null;
    const report = readReconciliation(stored.body);
    const { at, from, until, changes, approved } = report;
    const buildsOnly = coversBuildsOnly(report);
    return {
      at,
      from,
      until,
      buildsOnly,
      changes,
      approved,
      ...countsOf(report),
    };
  });
  return {
    ...(reconciliation === undefined ? {} : { reconciliation }),
    policy: (await policy) ?? null,
    unread,
  };
}

/** Whether what watches a bastion is on, each for itself. */
export async function sessionAudit(
  clients: AwsClients,
  table: ApprovalsTable,
  look: Look,
): Promise<AuditDetail> {
  const unread: string[] = [];
  const nullable = async <T>(call: () => Promise<T>) =>
    (await known(unread, call)) ?? null;
  const [trail, loginRule, commandFilter, followed, policy] = await Promise.all(
    [
      nullable(() => isTrailOn(clients, table, look)),
      nullable(() => isLoginRuleOn(clients, table, look)),
      nullable(() => hasCommandFilter(clients, table, look)),
      nullable(() => readFollowUp(clients, table, look)),
      nullable(() =>
        readOperatorsPolicy(clients, table, 'session', look.signal),
      ),
    ],
  );
  if (followed?.unread) unread.push(followed.unread);
  const followUp = followed?.followUp ?? null;
  return { trail, loginRule, commandFilter, followUp, policy, unread };
}

/** `undefined` where it could not be read; why is added to the reasons. */
async function known<T>(
  unread: string[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    unread.push(toError(error).message);
    return undefined;
  }
}

/** Any trail that logs and covers the region: events of API calls come from it. */
async function isTrailOn(
  clients: AwsClients,
  { accountId, region }: ApprovalsTable,
  { signal }: Look,
): Promise<boolean> {
  const place = { accountId, region };
  const at = `${accountId}/${region}`;
  const client = await clients.get('cloudtrail', place);
  const options = { abortSignal: signal };
  const { trailList = [] } = await asked('cloudtrail:DescribeTrails', at, () =>
    client.send(new DescribeTrailsCommand({}), options),
  );
  for (const { TrailARN, IsMultiRegionTrail, HomeRegion } of trailList) {
    if (!TrailARN || !(IsMultiRegionTrail || HomeRegion === region)) continue;
    const { IsLogging } = await asked('cloudtrail:GetTrailStatus', at, () =>
      client.send(new GetTrailStatusCommand({ Name: TrailARN }), options),
    );
    if (IsLogging) return true;
  }
  return false;
}

/** The rule `<name>-login`, as the golden path calls it. */
async function isLoginRuleOn(
  clients: AwsClients,
  place: ApprovalsTable,
  { signal }: Look,
): Promise<boolean> {
  const Name = `${place.name}-login`;
  const client = await clients.get('events', place);
  const at = `${place.accountId}/${place.region}/${Name}`;
  const rule = await unlessGone(() =>
    asked('events:DescribeRule', at, () =>
      client.send(new DescribeRuleCommand({ EventBusName: 'default', Name }), {
        abortSignal: signal,
      }),
    ),
  );
  return rule?.State?.startsWith('ENABLED') ?? false;
}

/** The filter `<name>-commands` of the log into which the hook writes. */
async function hasCommandFilter(
  clients: AwsClients,
  place: ApprovalsTable,
  { signal }: Look,
): Promise<boolean> {
  const logGroupName = `/${place.name}/console`;
  const client = await clients.get('logs', place);
  const at = `${place.accountId}/${place.region}${logGroupName}`;
  const found = await unlessGone(() =>
    asked('logs:DescribeSubscriptionFilters', at, () =>
      client.send(new DescribeSubscriptionFiltersCommand({ logGroupName }), {
        abortSignal: signal,
      }),
    ),
  );
  return (found?.subscriptionFilters ?? []).some(
    ({ filterName }) => filterName === `${place.name}-commands`,
  );
}

async function asked<T>(
  action: string,
  at: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (toError(error).name === 'ResourceNotFoundException') throw error;
    throw new Error(reasonOf(error, action, at));
  }
}

async function unlessGone<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (toError(error).name === 'ResourceNotFoundException') return null;
    throw error;
  }
}
