import { isDeepStrictEqual } from 'node:util';
import type { BuildEnvironment, EnvironmentVariable, Pins, ProjectSettings } from './build';
import { type Refusal, refusal, type RefusalName } from './refusals';

/** What the stack fixed, in a build or in its project; `named` says as what a difference is refused. */
export function checkSettings(settings: ProjectSettings, pins: Pins, named: (name: RefusalName) => RefusalName): Refusal[] {
  return [...checkSource(settings, pins), ...checkEnvironment(settings, pins), ...checkPlace(settings, pins)].map(({ name, detail }) => refusal(named(name), detail));
}

interface Difference {
  name: RefusalName;
  detail?: string;
}

/** Collects what does not hold. */
function differences(): { found: Difference[]; unless(holds: boolean, name: RefusalName, detail?: string): void } {
  const found: Difference[] = [];
  return { found, unless: (holds, name, detail) => void (holds || found.push({ name, detail })) };
}

function checkSource({ source = {}, secondarySources = [], secondarySourceVersions = [] }: ProjectSettings, pins: Pins): Difference[] {
  const { found, unless } = differences();
  unless(source.buildspec?.trim() === pins.buildspec.trim(), 'buildspec-changed');
  unless(source.location === pins.sourceLocation && source.insecureSsl !== true, 'source-overridden', source.location);
  // The stack clones from GitHub alone.
  unless(source.type === 'GITHUB', 'source-overridden', `type ${source.type}`);
  unless(source.gitSubmodulesConfig?.fetchSubmodules !== true, 'source-overridden', 'submodules');
  unless(secondarySources.length + secondarySourceVersions.length === 0, 'source-overridden', 'a second source');
  return found;
}

function checkEnvironment({ environment = {}, serviceRole }: ProjectSettings, pins: Pins): Difference[] {
  const { found, unless } = differences();
  const variables = environment.environmentVariables ?? [];
  unless(environment.image === pins.image, 'image-overridden', environment.image);
  unless(environment.privilegedMode !== true, 'privileged');
  for (const field of ['type', 'computeType', 'imagePullCredentialsType'] as const) {
    unless(environment[field] === pins.environment[field], 'image-overridden', `${field} ${environment[field]}`);
  }
  for (const field of NEVER_MADE) unless(isUnset(environment[field]), 'image-overridden', field);
  // CodeBuild answers some roles by name and some by ARN.
  unless(lastPart(serviceRole) === lastPart(pins.serviceRole) && !otherAccount(serviceRole, pins.serviceRole), 'role-overridden', serviceRole);
  unless(sameVariables(variables, pins.environmentVariables), 'environment-overridden', differingNames(variables, pins.environmentVariables));
  return found;
}

/** Settings of an environment that the stack never makes. Each lets somebody else have a say in what runs, or where. */
const NEVER_MADE = ['certificate', 'registryCredential', 'fleet', 'dockerServer'] as const satisfies ReadonlyArray<keyof BuildEnvironment>;

function checkPlace({ vpcConfig = {}, fileSystemLocations = [], cache = {}, encryptionKey, timeoutInMinutes, queuedTimeoutInMinutes }: ProjectSettings, pins: Pins): Difference[] {
  const { found, unless } = differences();
  const { vpcId, subnets, securityGroupIds } = pins.network;
  unless(vpcConfig.vpcId === vpcId, 'network-overridden', `VPC ${vpcConfig.vpcId}`);
  unless(sameSet(vpcConfig.subnets, subnets), 'network-overridden', `subnets ${vpcConfig.subnets?.join(', ')}`);
  unless(sameSet(vpcConfig.securityGroupIds, securityGroupIds), 'network-overridden', `security groups ${vpcConfig.securityGroupIds?.join(', ')}`);
  unless(fileSystemLocations.length === 0, 'network-overridden', 'a file system');
  unless((cache.type ?? 'NO_CACHE') === 'NO_CACHE' && !cache.location, 'cache-overridden', cache.location ?? cache.type);
  unless(encryptionKey === pins.encryptionKey, 'key-overridden', encryptionKey);
  unless(timeoutInMinutes === pins.timeoutMinutes, 'time-limit-overridden', `${timeoutInMinutes} minutes`);
  unless(queuedTimeoutInMinutes === pins.queuedMinutes, 'time-limit-overridden', `${queuedTimeoutInMinutes} minutes in the queue`);
  return found;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null || value === '' || isDeepStrictEqual(value, {});
}

function sameSet(found: string[] = [], pinned: string[]): boolean {
  return isDeepStrictEqual([...found].sort(), [...pinned].sort());
}

const keyOf = ({ name, value, type = 'PLAINTEXT' }: EnvironmentVariable) => JSON.stringify([name, type, value]);

function sameVariables(found: EnvironmentVariable[], pinned: EnvironmentVariable[]): boolean {
  return sameSet(found.map(keyOf), pinned.map(keyOf));
}

/** Names only: a value may be a secret. */
function differingNames(found: EnvironmentVariable[], pinned: EnvironmentVariable[]): string {
  const differs = (one: EnvironmentVariable[], other: EnvironmentVariable[]) => one.filter(each => !other.some(theirs => keyOf(theirs) === keyOf(each)));
  return [...new Set([...differs(found, pinned), ...differs(pinned, found)].map(({ name }) => name))].join(', ') || 'one is there twice';
}

function lastPart(role: string | undefined): string | undefined {
  return role?.split('/').pop();
}

function otherAccount(one = '', other = ''): boolean {
  return one.startsWith('arn:') && other.startsWith('arn:') && one.split(':')[4] !== other.split(':')[4];
}
