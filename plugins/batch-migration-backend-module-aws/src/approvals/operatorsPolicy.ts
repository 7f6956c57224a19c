import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { toError } from '@backstage/errors';
import type { AuditDetail } from 'backstage-plugin-batch-migration-common';
import type { AwsClients } from '../clients';
import { partitionOf } from '../consoles';
import { reasonOf } from '../failure';
import { deniesOverrides, deniesPastExec, statementsOf } from './policyDenies';
import type { ApprovalsTable } from './readApprovalsConfig';

type Policy = NonNullable<AuditDetail['policy']>;

/**
 * What the policy `<name>-operators` denies, which both golden paths make for
 * those who work there. Whether others may do it by another policy, and what a
 * service control policy denies, is not seen here.
 *
 * @param past - the way past the approval that it shall close
 * @throws Error saying what to mend
 */
export async function readOperatorsPolicy(
  clients: AwsClients,
  { accountId, region, name, project }: ApprovalsTable,
  past: 'start' | 'session',
  signal?: AbortSignal,
): Promise<Policy> {
  const policyName = `${name}-operators`;
  const partition = partitionOf(region);
  const PolicyArn = `arn:${partition}:iam::${accountId}:policy/${policyName}`;
  const at = `${accountId}/${region}/${policyName}`;
  const client = await clients.get('iam', { accountId, region });
  const options = { abortSignal: signal };
  let action = 'iam:GetPolicy';
  try {
    const { Policy: policy } = await client.send(
      new GetPolicyCommand({ PolicyArn }),
      options,
    );
    action = 'iam:GetPolicyVersion';
    const { PolicyVersion: version } = await client.send(
      new GetPolicyVersionCommand({
        PolicyArn,
        VersionId: policy!.DefaultVersionId,
      }),
      options,
    );
    const statements = statementsOf(version!.Document!);
    const isDenied =
      past === 'start'
        ? deniesOverrides(
            statements,
            `arn:${partition}:codebuild:${region}:${accountId}:project/${project}`,
          )
        : deniesPastExec(
            statements,
            `arn:${partition}:ecs:${region}:${accountId}:task/${name}/*`,
          );
    if (!isDenied) return 'lets';
    return (policy!.AttachmentCount ?? 0) > 0 ? 'denies' : 'unattached';
  } catch (error) {
    if (toError(error).name === 'NoSuchEntityException') return 'gone';
    throw new Error(reasonOf(error, action, at));
  }
}
