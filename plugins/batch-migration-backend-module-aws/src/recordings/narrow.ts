import { InputError } from '@backstage/errors';

type Answer = Record<string, any>;

/**
 * One page of a list that was recorded whole. The token is the offset.
 *
 * @throws InputError where the recording itself stops before the end
 */
export function arrangePages(
  output: Answer,
  list: string,
  tokenName: string,
  page: { token: string | undefined; size: number },
): Answer {
  if (output[tokenName]) {
    throw new InputError(
      `The recording is cut: it has a ${tokenName}. Record it again without --max-items`,
    );
  }
  const items: unknown[] = output[list] ?? [];
  const start = Number(page.token ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new InputError(`"${page.token}" is no page of this recording`);
  }
  const end = start + page.size;
  const { [tokenName]: _cut, ...rest } = output;
  return {
    ...rest,
    [list]: items.slice(start, end),
    ...(end < items.length ? { [tokenName]: String(end) } : {}),
  };
}

/** Whether an instance passes what was asked for, by ids or by filters. */
function isAsked(input: Answer): (instance: Answer) => boolean {
  const ids: string[] = input.InstanceIds ?? [];
  return ({ InstanceId, Tags = [] }) =>
    (ids.length === 0 || ids.includes(InstanceId)) &&
    (input.Filters ?? []).every(({ Name, Values }: Answer) => {
      if (Name === 'instance-id') return Values.includes(InstanceId);
      return hasTag(Tags, Name, Values);
    });
}

/**
 * Whether tags pass a filter of EC2 or Auto Scaling; both know these two.
 *
 * @throws InputError for another filter: one that is passed over would answer
 *   with more than AWS does
 */
export function hasTag(
  tags: readonly Answer[],
  name: string,
  values: readonly string[],
): boolean {
  if (name === 'tag-key') return tags.some(({ Key }) => values.includes(Key));
  if (name.startsWith('tag:')) {
    return tags.some(
      ({ Key, Value }) => name === `tag:${Key}` && values.includes(Value),
    );
  }
  throw new InputError(`Recordings do not know the filter "${name}"`);
}

/** What `DescribeInstances` leaves of all instances of a region. */
export function keepInstances(output: Answer, input: Answer): Answer {
  const reservations = (output.Reservations ?? [])
    .map((reservation: Answer) => ({
      ...reservation,
      Instances: (reservation.Instances ?? []).filter(isAsked(input)),
    }))
    .filter((reservation: Answer) => reservation.Instances.length > 0);
  return arrangePages(
    { ...output, Reservations: reservations },
    'Reservations',
    'NextToken',
    { token: input.NextToken, size: input.MaxResults ?? 1000 },
  );
}

/** What `DescribeInstanceStatus` leaves of all statuses of a region. */
export function keepInstanceStatuses(output: Answer, input: Answer): Answer {
  const statuses = (output.InstanceStatuses ?? []).filter(isAsked(input));
  return arrangePages(
    { ...output, InstanceStatuses: statuses },
    'InstanceStatuses',
    'NextToken',
    { token: input.NextToken, size: input.MaxResults ?? 1000 },
  );
}

/** What `DescribeServices` leaves of all services of a cluster. */
export function keepServices(output: Answer, input: Answer): Answer {
  const asked: string[] = input.services ?? [];
  const recorded: Answer[] = output.services ?? [];
  const find = (name: string) =>
    recorded.find(
      service => service.serviceName === name || service.serviceArn === name,
    );
  const known = (output.failures ?? []) as Answer[];
  return {
    ...output,
    services: asked.flatMap(name => find(name) ?? []),
    failures: asked
      .filter(name => !find(name))
      .map(
        name =>
          known.find(({ arn }) => arn?.split('/').pop() === name) ?? {
            arn: name,
            reason: 'MISSING',
          },
      ),
  };
}

/** What `DescribeTasks` leaves of all tasks of a cluster. */
export function keepTasks(output: Answer, input: Answer): Answer {
  const recorded: Answer[] = output.tasks ?? [];
  const find = (arn: string) => recorded.find(({ taskArn }) => taskArn === arn);
  const asked: string[] = input.tasks ?? [];
  return {
    tasks: asked.flatMap(arn => find(arn) ?? []),
    failures: asked
      .filter(arn => !find(arn))
      .map(arn => ({ arn, reason: 'MISSING' })),
  };
}

/** What `DescribeScalableTargets` leaves of all scalable targets of a region. */
export function keepScalableTargets(output: Answer, input: Answer): Answer {
  const ids = input.ResourceIds as string[] | undefined;
  const targets = (output.ScalableTargets ?? []).filter(
    ({ ServiceNamespace, ScalableDimension, ResourceId }: Answer) =>
      ServiceNamespace === input.ServiceNamespace &&
      (!input.ScalableDimension ||
        ScalableDimension === input.ScalableDimension) &&
      (!ids || ids.includes(ResourceId)),
  );
  return arrangePages(
    { ...output, ScalableTargets: targets },
    'ScalableTargets',
    'NextToken',
    { token: input.NextToken, size: input.MaxResults ?? 50 },
  );
}

/** What `DescribeClusters` leaves of all clusters of a region. */
export function keepClusters(output: Answer, input: Answer): Answer {
  const asked: string[] = input.clusters ?? ['default'];
  const recorded: Answer[] = output.clusters ?? [];
  const find = (name: string) =>
    recorded.find(({ clusterName }) => clusterName === name);
  return {
    clusters: asked.flatMap(name => find(name) ?? []),
    failures: asked
      .filter(name => !find(name))
      .map(arn => ({ arn, reason: 'MISSING' })),
  };
}
