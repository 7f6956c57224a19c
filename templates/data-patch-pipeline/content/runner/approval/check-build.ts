import { isDeepStrictEqual } from 'node:util';
import type { Build, EnvironmentVariable, Pins, ProjectSettings, Said } from './build';
import { type Refusal, refusal, type RefusalName } from './refusals';

export interface BuildFacts {
  said: Said;
  build: Build | undefined;
  project: ProjectSettings | undefined;
  running: string[];
  pins: Pins;
}

/** Whether this build is what the stack would have started. Everything that is wrong, not the first only. */
export function checkBuild({ said, build, project, running, pins }: BuildFacts): Refusal[] {
  if (!build) return [refusal('build-unknown', said.CODEBUILD_BUILD_ID)];
  const refusals: Refusal[] = [];
  const unless = (holds: boolean, name: RefusalName, detail?: string) => {
    if (!holds) refusals.push(refusal(name, detail));
  };
  unless(build.buildComplete === false && build.buildStatus === 'IN_PROGRESS', 'build-not-running', build.buildStatus);
  // The id comes from a variable. With one build at a time it can only be this one.
  unless(running.length === 1 && running[0] === build.id, 'another-build-running', running.filter(id => id !== build.id).join(', ') || 'this one is not among them');
  const pairs: Array<[keyof Said, string | undefined]> = [
    ['CODEBUILD_BUILD_ARN', build.arn],
    ['CODEBUILD_RESOLVED_SOURCE_VERSION', build.resolvedSourceVersion],
    ['CODEBUILD_SOURCE_REPO_URL', build.source?.location],
    ['CODEBUILD_INITIATOR', build.initiator],
  ];
  for (const [name, truth] of pairs) unless(said[name] === truth, 'environment-disagrees', name);
  refusals.push(...checkStart(build, project, pins));
  // Who changes the project and starts it through the stack is not seen in the build alone.
  refusals.push(...checkProject(project, pins));
  return distinct(refusals);
}

/** Who started a build, and with what: this can be asked at any time, also from outside and after its end. */
export function checkStart(build: Build, project: ProjectSettings | undefined, pins: Pins): Refusal[] {
  const refusals: Refusal[] = [];
  const unless = (holds: boolean, name: RefusalName, detail?: string) => {
    if (!holds) refusals.push(refusal(name, detail));
  };
  unless(build.projectName === pins.project && isOfProject(build.arn, pins), 'not-our-project', build.arn);
  unless(pins.initiators.includes(build.initiator ?? ''), 'started-by-somebody-else', build.initiator);
  unless(!build.buildBatchArn, 'started-by-somebody-else', 'a batch');
  unless(build.debugSession?.sessionEnabled !== true, 'debug-session');
  refusals.push(...checkSettings(build, pins, name => name));
  if (project) refusals.push(...checkAgainstProject(build, project));
  return distinct(refusals);
}

/** Whether the project is what the stack made. */
export function checkProject(project: ProjectSettings | undefined, pins: Pins): Refusal[] {
  return project ? distinct(checkSettings(project, pins, () => 'project-changed')) : [refusal('project-changed', 'CodeBuild does not know it')];
}

/** What the stack fixed, in a build or in its project. */
function checkSettings(settings: ProjectSettings, pins: Pins, named: (name: RefusalName) => RefusalName): Refusal[] {
  const { source = {}, environment = {}, serviceRole } = settings;
  const refusals: Refusal[] = [];
  const unless = (holds: boolean, name: RefusalName, detail?: string) => {
    if (!holds) refusals.push(refusal(named(name), detail));
  };
  unless(source.buildspec?.trim() === pins.buildspec.trim(), 'buildspec-changed');
  unless(source.location === pins.sourceLocation && source.insecureSsl !== true, 'source-overridden', source.location);
  unless(source.gitSubmodulesConfig?.fetchSubmodules !== true, 'source-overridden', 'submodules');
  unless(environment.image === pins.image, 'image-overridden', environment.image);
  unless(environment.privilegedMode !== true, 'privileged');
  // CodeBuild answers some roles by name and some by ARN.
  unless(lastPart(serviceRole) === lastPart(pins.serviceRole) && !otherAccount(serviceRole, pins.serviceRole), 'role-overridden', serviceRole);
  unless(sameVariables(environment.environmentVariables ?? [], pins.environmentVariables), 'environment-overridden', differingNames(environment.environmentVariables ?? [], pins.environmentVariables));
  return refusals;
}

/** What the stack left to the project must be the same in the build. */
function checkAgainstProject(build: Build, project: ProjectSettings): Refusal[] {
  const compared: Array<[RefusalName, unknown, unknown]> = [
    ['source-overridden', build.source?.type, project.source?.type],
    ['source-overridden', build.secondarySources ?? [], project.secondarySources ?? []],
    ['source-overridden', build.secondarySourceVersions ?? [], project.secondarySourceVersions ?? []],
    ['image-overridden', withoutVariables(build), withoutVariables(project)],
    ['network-overridden', vpc(build), vpc(project)],
    ['cache-overridden', build.cache?.type ?? 'NO_CACHE', project.cache?.type ?? 'NO_CACHE'],
    ['cache-overridden', build.cache?.location ?? '', project.cache?.location ?? ''],
    ['network-overridden', build.fileSystemLocations ?? [], project.fileSystemLocations ?? []],
  ];
  return compared.flatMap(([name, ofBuild, ofProject]) => (isDeepStrictEqual(ofBuild, ofProject) ? [] : [refusal(name, 'differs from the project')]));
}

function withoutVariables({ environment = {} }: ProjectSettings) {
  const { environmentVariables: _variables, image: _image, privilegedMode: _privileged, ...rest } = environment;
  return rest;
}

function vpc({ vpcConfig = {} }: ProjectSettings) {
  return { vpcId: vpcConfig.vpcId, subnets: [...(vpcConfig.subnets ?? [])].sort(), securityGroupIds: [...(vpcConfig.securityGroupIds ?? [])].sort() };
}

const keyOf = ({ name, value, type = 'PLAINTEXT' }: EnvironmentVariable) => JSON.stringify([name, type, value]);

function sameVariables(found: EnvironmentVariable[], pinned: EnvironmentVariable[]): boolean {
  return isDeepStrictEqual(found.map(keyOf).sort(), pinned.map(keyOf).sort());
}

/** Names only: a value may be a secret. */
function differingNames(found: EnvironmentVariable[], pinned: EnvironmentVariable[]): string {
  const differs = (one: EnvironmentVariable[], other: EnvironmentVariable[]) => one.filter(each => !other.some(theirs => keyOf(theirs) === keyOf(each)));
  return [...new Set([...differs(found, pinned), ...differs(pinned, found)].map(({ name }) => name))].join(', ') || 'one is there twice';
}

function isOfProject(arn: string | undefined, { projectArn, project }: Pins): boolean {
  return arn?.startsWith(`${projectArn.replace(/:project\/.*$/, '')}:build/${project}:`) ?? false;
}

function lastPart(role: string | undefined): string | undefined {
  return role?.split('/').pop();
}

function otherAccount(one = '', other = ''): boolean {
  return one.startsWith('arn:') && other.startsWith('arn:') && one.split(':')[4] !== other.split(':')[4];
}

function distinct(refusals: Refusal[]): Refusal[] {
  return refusals.filter(({ message }, index) => refusals.findIndex(each => each.message === message) === index);
}
