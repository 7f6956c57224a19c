import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createGithubHost } from './githubHost';
import { createGitlabHost } from './gitlabHost';
import {
  HOST_TYPES,
  type HostType,
  type RepositoryHost,
} from './repositoryHost';

const KEY = 'batchMigration.repositories';
const MOST_APPROVALS = 6;

/** Where new repositories go, and every host that the configuration names. */
export interface RepositoryHosts {
  /** `null` is this machine. */
  publishTo: RepositoryHost | null;
  hosts: RepositoryHost[];
}

/**
 * The hosts of `batchMigration.repositories`, with the credentials of
 * `integrations`.
 *
 * @throws InputError that names the key which is wrong or missing
 */
export function repositoryHosts(config: Config): RepositoryHosts {
  const own = config.getOptionalConfig(KEY);
  const type = (own?.getOptionalString('host') ?? 'local') as HostType;
  if (!HOST_TYPES.includes(type)) {
    throw new InputError(
      `${KEY}.host must be one of ${HOST_TYPES.join(', ')}, got: ${type}`,
    );
  }
  const integrations = ScmIntegrations.fromConfig(config);
  const makers = { github, gitlab };
  const hosts = (['github', 'gitlab'] as const).flatMap(each => {
    const given = own?.getOptionalConfig(each);
    return given ? makers[each](given, integrations) : [];
  });
  const publishTo = hosts.find(host => host.type === type) ?? null;
  if (type !== 'local' && publishTo === null) {
    throw new InputError(
      `${KEY}.host is ${type}, but ${KEY}.${type} is missing`,
    );
  }
  return { publishTo, hosts };
}

function github(given: Config, integrations: ScmIntegrations): RepositoryHost {
  const host = given.getOptionalString('host') ?? 'github.com';
  const integration = integrations.github.byHost(host);
  if (!integration) throw noIntegration('github', host);
  return createGithubHost({
    integration: integration.config,
    credentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    owner: ownerOf(given, 'github', 'owner', /^[A-Za-z0-9-]+$/),
    visibility: visibilityOf(given, 'github'),
    approvals: approvalsOf(given, 'github'),
  });
}

function gitlab(given: Config, integrations: ScmIntegrations): RepositoryHost {
  const host = given.getOptionalString('host') ?? 'gitlab.com';
  const integration = integrations.gitlab.byHost(host);
  if (!integration) throw noIntegration('gitlab', host);
  return createGitlabHost({
    integration: integration.config,
    group: ownerOf(
      given,
      'gitlab',
      'group',
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    ),
    visibility: visibilityOf(given, 'gitlab'),
  });
}

function ownerOf(
  given: Config,
  type: HostType,
  key: string,
  pattern: RegExp,
): string {
  const owner = given.getString(key);
  if (pattern.test(owner)) return owner;
  throw new InputError(
    `${KEY}.${type}.${key} must be a name at ${type}, got: ${owner}`,
  );
}

/** Never public: what a host ran is nobody else's business. */
function visibilityOf(given: Config, type: HostType): 'private' | 'internal' {
  const visibility = given.getOptionalString('visibility') ?? 'private';
  if (visibility === 'private' || visibility === 'internal') return visibility;
  throw new InputError(
    `${KEY}.${type}.visibility must be private or internal, got: ${visibility}`,
  );
}

function approvalsOf(given: Config, type: HostType): number {
  const approvals = given.getOptionalNumber('approvals') ?? 1;
  if (
    Number.isInteger(approvals) &&
    approvals >= 0 &&
    approvals <= MOST_APPROVALS
  ) {
    return approvals;
  }
  throw new InputError(
    `${KEY}.${type}.approvals must be a whole number from 0 to ${MOST_APPROVALS}, got: ${approvals}`,
  );
}

function noIntegration(type: HostType, host: string): InputError {
  return new InputError(
    `${KEY}.${type}: integrations.${type} has no credentials for ${host}`,
  );
}
