/**
 * What the layer `people` adds to the devDependencies of a repository. Lambda
 * brings the clients of AWS itself; esbuild makes the bundles.
 */
export const PEOPLE_PACKAGES: Record<string, string> = {
  '@aws-sdk/client-dynamodb': '3.1162.0',
  '@aws-sdk/client-s3': '3.1169.0',
  '@aws-sdk/client-scheduler': '3.1169.0',
  '@aws-sdk/client-secrets-manager': '3.1162.0',
  '@aws-sdk/client-sqs': '3.1169.0',
  '@aws-sdk/credential-provider-node': '3.972.97',
  '@smithy/hash-node': '4.5.2',
  '@smithy/signature-v4': '5.7.5',
  ajv: '8.20.0',
  esbuild: '0.28.2',
};
