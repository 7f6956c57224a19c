import * as iam from '@aws-sdk/client-iam';
import { metadata, type RecordedOperation } from './recordedOperation';

const nameOf = (arn: unknown) => String(arn).split('/').pop()!;

function missing([name]: string[]): Error {
  return new iam.NoSuchEntityException({
    message: `Policy ${name} does not exist or is not attachable.`,
    $metadata: { ...metadata, httpStatusCode: 404 },
  });
}

/** Policies of IAM that an account manages itself. */
export const policyOperations: Record<string, RecordedOperation> = {
  GetPolicyCommand: {
    folder: ['iam', 'get-policy'],
    schema: iam.GetPolicy$,
    names: ({ PolicyArn }) => [nameOf(PolicyArn)],
    missing,
  },
  GetPolicyVersionCommand: {
    folder: ['iam', 'get-policy-version'],
    schema: iam.GetPolicyVersion$,
    names: ({ PolicyArn, VersionId }) => [nameOf(PolicyArn), VersionId],
    missing,
    // The CLI decodes what the service answers encoded.
    prepare: answer => {
      const { PolicyVersion: version, ...rest } = Object(answer);
      if (typeof version?.Document !== 'object') return answer;
      const Document = encodeURIComponent(JSON.stringify(version.Document));
      return { ...rest, PolicyVersion: { ...version, Document } };
    },
  },
};
