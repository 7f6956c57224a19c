import {
  DescribeEnvironmentsCommand,
  DescribePlatformVersionCommand,
  type ElasticBeanstalkClient,
  type EnvironmentDescription,
  ListTagsForResourceCommand,
  type PlatformDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import { mapConcurrently } from '../concurrent';

/** A page of environments; without a size the service answers all at once. */
const PAGE = 100;
/** The service publishes no rate: few at a time. */
const CONCURRENT_CALLS = 2;

/** An environment of Elastic Beanstalk with its tags. */
export interface Environment {
  description: EnvironmentDescription;
  tags: ReadonlyMap<string, string>;
}

/** Every environment that is not terminated. */
export async function readEnvironments(
  client: ElasticBeanstalkClient,
  signal?: AbortSignal,
): Promise<EnvironmentDescription[]> {
  const found: EnvironmentDescription[] = [];
  let token: string | undefined;
  do {
    const { Environments = [], NextToken } = await client.send(
      new DescribeEnvironmentsCommand({
        IncludeDeleted: false,
        MaxRecords: PAGE,
        NextToken: token,
      }),
      { abortSignal: signal },
    );
    found.push(...Environments);
    token = NextToken || undefined;
  } while (token !== undefined);
  return found;
}

/** `DescribeEnvironments` tells no tags: each is asked for its own. */
export async function readEnvironmentTags(
  client: ElasticBeanstalkClient,
  environments: readonly EnvironmentDescription[],
  signal?: AbortSignal,
): Promise<Environment[]> {
  return mapConcurrently(
    environments,
    CONCURRENT_CALLS,
    async description => {
      const { ResourceTags = [] } = await client.send(
        new ListTagsForResourceCommand({
          ResourceArn: description.EnvironmentArn,
        }),
        { abortSignal: signal },
      );
      const tags = new Map(
        ResourceTags.map(({ Key = '', Value = '' }) => [Key, Value]),
      );
      return { description, tags };
    },
    signal,
  );
}

/** Versions of platforms by ARN, with what Beanstalk says of their life. */
export async function readPlatforms(
  client: ElasticBeanstalkClient,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, PlatformDescription>> {
  const described = await mapConcurrently(
    arns,
    CONCURRENT_CALLS,
    async PlatformArn => {
      const { PlatformDescription } = await client.send(
        new DescribePlatformVersionCommand({ PlatformArn }),
        { abortSignal: signal },
      );
      return [PlatformArn, PlatformDescription ?? {}] as const;
    },
    signal,
  );
  return new Map(described);
}
