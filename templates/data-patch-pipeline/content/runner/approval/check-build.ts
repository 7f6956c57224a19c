import { isDeepStrictEqual } from 'node:util';
import type { Build, Pins, Project, ProjectSettings, Said } from './build';
import { checkSettings } from './check-settings';
import { type Refusal, refusal, type RefusalName } from './refusals';

export interface BuildFacts {
  said: Said;
  build: Build | undefined;
  project: Project | undefined;
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
export function checkProject(project: Project | undefined, pins: Pins): Refusal[] {
  if (!project) return [refusal('project-changed', 'CodeBuild does not know it')];
  const refusals = checkSettings(project, pins, () => 'project-changed');
  const { concurrentBuildLimit, logsConfig } = project;
  // A build learns by it that it is itself; see `checkBuild`.
  if (concurrentBuildLimit !== 1) refusals.push(refusal('project-changed', `${concurrentBuildLimit} builds at a time`));
  const { status, groupName } = logsConfig?.cloudWatchLogs ?? {};
  if (status !== 'ENABLED' || groupName !== pins.logGroup) refusals.push(refusal('project-changed', `its log goes to ${status === 'ENABLED' ? groupName : 'nobody'}`));
  return distinct(refusals);
}

/** What the pins have no word for, such as what CodeBuild may add one day, must be the same in the build. */
function checkAgainstProject(build: Build, project: ProjectSettings): Refusal[] {
  return isDeepStrictEqual(furtherEnvironment(build), furtherEnvironment(project)) ? [] : [refusal('image-overridden', 'differs from the project')];
}

function furtherEnvironment({ environment = {} }: ProjectSettings) {
  const { environmentVariables: _variables, image: _image, privilegedMode: _privileged, ...further } = environment;
  return further;
}

function isOfProject(arn: string | undefined, { projectArn, project }: Pins): boolean {
  return arn?.startsWith(`${projectArn.replace(/:project\/.*$/, '')}:build/${project}:`) ?? false;
}

function distinct(refusals: Refusal[]): Refusal[] {
  return refusals.filter(({ message }, index) => refusals.findIndex(each => each.message === message) === index);
}
