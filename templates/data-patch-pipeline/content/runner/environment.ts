import type { Pins, Said } from './approval/build';

/** What programs need that no stack sets. Nothing that makes one load code: no NODE_OPTIONS, RUBYOPT, LD_PRELOAD. */
const BASICS = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'GEM_HOME', 'GEM_PATH', 'BUNDLE_PATH', 'GOPATH', 'GOROOT', 'GOCACHE'];

/** The environment of a patch: the variables of the project and a few of the image. */
export function environmentOf(environment: NodeJS.ProcessEnv, pins: Pick<Pins, 'environmentVariables'>): Record<string, string> {
  const names = [...BASICS, ...pins.environmentVariables.map(({ name }) => name)];
  return Object.fromEntries(names.flatMap(name => (environment[name] === undefined ? [] : [[name, environment[name]]])));
}

/** What a build calls itself to PostgreSQL, so that its audit log tells its sessions from those of others. */
export function applicationOf(build: string): string {
  return `patch ${build.split(':').pop()}`;
}

export function saidOf(environment: NodeJS.ProcessEnv): Said {
  const { CODEBUILD_BUILD_ID, CODEBUILD_BUILD_ARN, CODEBUILD_RESOLVED_SOURCE_VERSION, CODEBUILD_SOURCE_REPO_URL, CODEBUILD_INITIATOR } = environment;
  return { CODEBUILD_BUILD_ID, CODEBUILD_BUILD_ARN, CODEBUILD_RESOLVED_SOURCE_VERSION, CODEBUILD_SOURCE_REPO_URL, CODEBUILD_INITIATOR };
}

/** Hosts of the databases in the variables, which a dry run may still reach. A socket's folder counts as one. */
export function hostsOf(environment: Record<string, string>): string[] {
  return Object.values(environment).flatMap(value => {
    const [, host] = /^(?:postgres(?:ql)?|mysql2?|trilogy|rediss?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/?]+)/i.exec(value) ?? [];
    return host ? [decodeURIComponent(host.replace(/^\[|\]$/g, ''))] : [];
  });
}
