import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECRET_ARN } from './limits';
import { checkPeopleConfig, type PeopleConfig } from './people-config';
import { checkPlatformConfig, configError, type PlatformConfig } from './platform-config';

/** What sessions may be, and what their console has. */
export interface SessionsConfig {
  /** Sessions at one moment. */
  seats: number;
  longestMinutes: number;
  /** Without a login or a command for so long a session ends. */
  idleMinutes: number;
  /** Settings of the application, the same as its workers have: what a console enqueues is worked on by them. */
  environment: Record<string, string>;
  /** Variable → ARN in Parameter Store or Secrets Manager. */
  secrets: Record<string, string>;
  /** Buckets that the console may read and write. */
  buckets: string[];
  /** Name of the portal's role, which may ask for the people it has signed in; `null` for none. */
  portalRole: string | null;
  /** Roles whose changes of this stack are no finding, such as the one that deploys it. */
  deploymentRoles: string[];
}

/** Where the stack goes: `infra/config.json`. */
export interface Config extends PlatformConfig, PeopleConfig {
  /** The image of the production branch; the console is built on it. */
  image: string;
  sessions: SessionsConfig;
}

/** @throws Error that names the field which AWS would refuse */
export function readConfig(path = join(__dirname, 'config.json')): Config {
  return checkConfig(JSON.parse(readFileSync(path, 'utf8')));
}

export function checkConfig(config: Config): Config {
  checkPlatformConfig(config);
  checkPeopleConfig(config);
  if (config.image === null) throw configError('image', 'the image of the production branch', null);
  checkSessions(config);
  return config;
}

function checkSessions({ sessions }: Config): void {
  const bounds = { seats: [1, 5], longestMinutes: [15, 720], idleMinutes: [10, 240] } as const;
  for (const [field, [min, max]] of Object.entries(bounds)) {
    const value = sessions?.[field as keyof typeof bounds];
    if (!Number.isInteger(value) || value < min || value > max) throw configError(`sessions.${field}`, `a whole number from ${min} to ${max}`, value);
  }
  for (const [name, arn] of Object.entries(sessions.secrets)) {
    // The value is not repeated: it may be the secret.
    if (!SECRET_ARN.test(arn)) throw new Error(`infra/config.json: sessions.secrets.${name} must be the ARN of a parameter or a secret`);
  }
  const own = /^(?:PATH|ENV|SHELL|NODE_OPTIONS|IRBRC|PRYRC|BASH_ENV|PROMPT_COMMAND|BASTION_\w+)$/;
  for (const name of [...Object.keys(sessions.environment), ...Object.keys(sessions.secrets)]) {
    if (own.test(name) || !/^[A-Za-z_]\w*$/.test(name)) throw configError(`sessions.environment.${name}`, 'a variable that is not the hook’s', name);
  }
  for (const bucket of sessions.buckets) {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw configError('sessions.buckets', 'names of buckets', bucket);
  }
  const role = /^[\w+=,.@-]{1,64}$/;
  for (const name of [...sessions.deploymentRoles, ...(sessions.portalRole === null ? [] : [sessions.portalRole])]) {
    if (!role.test(name)) throw configError('sessions.portalRole and deploymentRoles', 'names of roles, without their path', name);
  }
}
