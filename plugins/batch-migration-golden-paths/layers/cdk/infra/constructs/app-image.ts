import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<name>[a-z0-9._/-]+?)(?:@(?<digest>sha256:[0-9a-f]{64})|:(?<tag>[\w.-]+))$/;

/** Registry, repository, and the tag or digest: so that a reader knows what runs. */
const IMAGE =
  /^(?=.{1,400}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;

/** Why an image cannot be run as it is named; `null` where it can, or where `app/` is built. */
export function imageProblem(image: string | null): string | null {
  if (image === null || IMAGE.test(image)) return null;
  return `image must be null, or registry/repository with a digest or a tag other than latest, got: ${JSON.stringify(image)}`;
}

/**
 * The image of all tasks: built from `app/`, or the one that `config.json`
 * names. Of ECR, the task's execution role may read that one repository; in
 * another account its policy must allow it, too.
 */
export function appImage(scope: Construct, image: string | null): ContainerImage {
  if (image === null) {
    return ContainerImage.fromAsset(join(__dirname, '..', '..', 'app'), { platform: Platform.LINUX_AMD64 });
  }
  const { account, region, name, digest, tag } = ECR_IMAGE.exec(image)?.groups ?? {};
  if (!name) return ContainerImage.fromRegistry(image);
  const repository = Repository.fromRepositoryAttributes(scope, 'OwnImage', {
    repositoryName: name,
    repositoryArn: Stack.of(scope).formatArn({ service: 'ecr', region, account, resource: 'repository', resourceName: name }),
  });
  return ContainerImage.fromEcrRepository(repository, digest ?? tag);
}
