import {
  DescribeEnvironmentsCommand,
  type EnvironmentDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type {
  LocationRef,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { observeBatches } from './observeBatches';

const SCHEME = 'beanstalk';
/** Names go into the query of one request; no number is published. */
const ENVIRONMENTS_PER_CALL = 50;
/** Elastic Beanstalk publishes no rate: few at a time, and the SDK backs off. */
const CONCURRENT_CALLS = 2;
/** `<environment>` or `<environment>@<CNAME>`; names as `CreateEnvironment` allows them. */
const KEY =
  /^([A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9])(?:@([A-Za-z0-9][A-Za-z0-9.-]{0,252}))?$/;

/**
 * State of one environment: `active` while it serves, and, where a CNAME is
 * named, while that name leads to it. Swapping CNAMEs moves the clients and
 * leaves both environments running.
 *
 * @param cname - the name that clients use; `undefined` asks for the environment alone
 */
export function environmentState(
  { Status, CNAME }: Pick<EnvironmentDescription, 'Status' | 'CNAME'>,
  cname: string | undefined,
): { state: ObservedState; reason?: string } {
  switch (Status) {
    case 'Terminated':
      return { state: 'absent' };
    case 'Launching':
    case 'Terminating':
      return { state: 'idle', reason: `It is ${Status.toLowerCase()}` };
    case 'Ready':
    case 'Updating':
    case 'Aborting':
    case 'LinkingFrom':
    case 'LinkingTo':
      break;
    default:
      return {
        state: 'unknown',
        reason: `Elastic Beanstalk says "${Status}", which this version does not know`,
      };
  }
  if (cname === undefined) return { state: 'active' };
  if (!CNAME) {
    return {
      state: 'unknown',
      reason: 'Elastic Beanstalk did not tell which CNAME it has',
    };
  }
  return CNAME.toLowerCase() === cname.toLowerCase()
    ? { state: 'active' }
    : { state: 'idle', reason: `${cname} leads elsewhere: it has ${CNAME}` };
}

/** Looks at environments of Elastic Beanstalk, where a service may run before it moves. */
export class BeanstalkEnvironmentProbe implements Probe {
  readonly id = 'aws-beanstalk-environment';

  constructor(private readonly clients: AwsClients) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'elasticbeanstalk:DescribeEnvironments',
        perCall: ENVIRONMENTS_PER_CALL,
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          KEY.test(key)
            ? null
            : `"${key}" names no environment; expected <environment> or <environment>@<CNAME>`,
        look: (batch, place) => this.look(batch, place, signal),
      },
      signal,
    );
  }

  private async look(
    locations: LocationRef[],
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    const client = await this.clients.get('beanstalk', place);
    const asked = locations.map(location => {
      const [, environment, cname] = KEY.exec(location.key)!;
      return { location, environment, cname };
    });
    const known = new Map<string, EnvironmentDescription>();
    // The SDK brings no paginator.
    let token: string | undefined;
    do {
      const { Environments = [], NextToken } = await client.send(
        new DescribeEnvironmentsCommand({
          EnvironmentNames: [
            ...new Set(asked.map(({ environment }) => environment)),
          ],
          // Else it tells of terminated ones for an hour, beside one of the same name.
          IncludeDeleted: false,
          NextToken: token,
        }),
        { abortSignal: signal },
      );
      for (const one of Environments) known.set(one.EnvironmentName!, one);
      token = NextToken;
    } while (token);
    return asked.map(({ location, environment, cname }) => {
      const seen = known.get(environment);
      return seen
        ? toAnswer(location, seen, cname)
        : { location, state: 'absent', detail: {} };
    });
  }
}

function toAnswer(
  location: LocationRef,
  environment: EnvironmentDescription,
  cname: string | undefined,
): ProbeAnswer {
  const { state, reason } = environmentState(environment, cname);
  return {
    location,
    state,
    detail: {
      ...(reason ? { reason } : {}),
      cname: environment.CNAME ?? null,
      health: environment.Health ?? null,
      healthStatus: environment.HealthStatus ?? null,
      environmentStatus: environment.Status ?? null,
      versionLabel: environment.VersionLabel ?? null,
      platform:
        environment.SolutionStackName ?? environment.PlatformArn ?? null,
      ...(environment.DateCreated
        ? { createdAt: environment.DateCreated.toISOString() }
        : {}),
      ...(environment.DateUpdated
        ? { modifiedAt: environment.DateUpdated.toISOString() }
        : {}),
    },
  };
}
