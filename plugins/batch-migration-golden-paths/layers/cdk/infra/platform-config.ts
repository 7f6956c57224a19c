import { imageProblem } from './constructs/app-image';
import { fargateProblem } from './limits';

/** Where a stack goes: the part of `infra/config.json` that every golden path has. */
export interface PlaceConfig {
  /** Name of the stack, and the beginning of the names of what is in it. */
  name: string;
  /** Entity ref of the owner in the portal. */
  owner: string;
  account: string;
  region: string;
  vpcId: string;
  /** Private subnets with a route to ECR, CloudWatch Logs and whatever the tasks call. */
  subnetIds: string[];
  /** Gets a mail for every alert; `null` leaves the topic without one. */
  alertEmail: string | null;
}

/** The same of a golden path that runs tasks of ECS. */
export interface PlatformConfig extends PlaceConfig {
  /** The team's own image, as registry/repository with a tag or digest; `null` builds `app/`. */
  image: string | null;
  task: { cpu: number; memoryMiB: number };
}

/** A mistake of `infra/config.json`, told with its field. */
export function configError(field: string, rule: string, got: unknown): Error {
  return new Error(`infra/config.json: ${field} must be ${rule}, got: ${JSON.stringify(got)}`);
}

/** @throws Error that names the field which AWS would refuse */
export function checkPlaceConfig(config: PlaceConfig): void {
  const rules: Array<[keyof PlaceConfig, RegExp, string]> = [
    ['name', /^(?=.{3,39}$)[a-z](?:-?[a-z0-9])+$/, '3 to 39 lower-case letters, digits and single hyphens'],
    ['account', /^\d{12}$/, '12 digits'],
    ['region', /^[a-z]{2}(?:-[a-z]+)+-\d$/, 'a region such as ap-northeast-1'],
    ['vpcId', /^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC'],
  ];
  for (const [field, pattern, rule] of rules) {
    if (!pattern.test(String(config[field]))) throw configError(field, rule, config[field]);
  }
  const { subnetIds, alertEmail } = config;
  if (!Array.isArray(subnetIds) || subnetIds.length === 0) {
    throw configError('subnetIds', 'a list with at least one private subnet', subnetIds);
  }
  for (const id of subnetIds) {
    if (!/^subnet-[0-9a-f]{8,17}$/.test(id)) throw configError('subnetIds', 'ids of subnets', id);
  }
  if (alertEmail !== null && !/^[^@\s]+@[^@\s]+$/.test(String(alertEmail))) {
    throw configError('alertEmail', 'an e-mail address or null', alertEmail);
  }
}

/** @throws Error that names the field which AWS would refuse */
export function checkPlatformConfig(config: PlatformConfig): void {
  checkPlaceConfig(config);
  const ofImage = imageProblem(config.image);
  if (ofImage) throw new Error(`infra/config.json: ${ofImage}`);
  const problem = fargateProblem(config.task.cpu, config.task.memoryMiB);
  if (problem) throw new Error(`infra/config.json: task ${problem}`);
}
