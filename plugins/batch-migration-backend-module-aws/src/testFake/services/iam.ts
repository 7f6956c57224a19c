import * as sdk from '@aws-sdk/client-iam';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const PARN = { length: [20, 2048] as [number, number] };

function policyOf(region: FakeRegion, arn: string | undefined) {
  const found = [...region.policies.values()].find(
    ({ policy }) => policy.Arn === arn,
  );
  if (found) return found;
  throw new AwsFault(
    'NoSuchEntityException',
    `Policy ${arn} was not found.`,
    404,
  );
}

/** IAM: managed policies; documents are URL-encoded, as IAM answers them. */
export const iam: FakeService = {
  sdk,
  Client: sdk.IAMClient,
  invalid: 'InvalidInputException',
  operations: {
    GetPolicy: {
      limits: { PolicyArn: PARN },
      answer({ PolicyArn }: sdk.GetPolicyRequest, { region }) {
        return { Policy: policyOf(region, PolicyArn).policy };
      },
    },
    GetPolicyVersion: {
      limits: { PolicyArn: PARN, VersionId: { pattern: /^v[1-9]\d*$/ } },
      answer(
        { PolicyArn, VersionId }: sdk.GetPolicyVersionRequest,
        { region },
      ) {
        const { policy, document } = policyOf(region, PolicyArn);
        if (VersionId !== policy.DefaultVersionId) {
          throw new AwsFault(
            'NoSuchEntityException',
            `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
            404,
          );
        }
        const Document = encodeURIComponent(JSON.stringify(document));
        return {
          PolicyVersion: { Document, VersionId, IsDefaultVersion: true },
        };
      },
    },
  },
};
