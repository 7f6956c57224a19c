import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<name>[a-z0-9._/-]+?)(?:@|:)(?<reference>sha256:[0-9a-f]{64}|[\w.-]+)$/;

/** The repository of an image of ECR; `null` for an image of elsewhere. */
export function ecrImage(scope: Construct, image: string): { repositoryName: string; repositoryArn: string; reference: string } | null {
  const { account, region, name, reference } = ECR_IMAGE.exec(image)?.groups ?? {};
  if (!name) return null;
  const repositoryArn = Stack.of(scope).formatArn({ service: 'ecr', region, account, resource: 'repository', resourceName: name });
  return { repositoryName: name, repositoryArn, reference };
}
