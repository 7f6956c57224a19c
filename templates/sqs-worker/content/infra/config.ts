import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageProblem } from './constructs/app-image';
import { fargateProblem } from './limits';

/** Where the stack goes: `infra/config.json`. */
export interface Config {
  /** Name of the stack and of the cluster; part of the name of every queue and task definition. */
  name: string;
  /** Entity ref of the owner in the portal. */
  owner: string;
  account: string;
  region: string;
  vpcId: string;
  /** Private subnets with a route to ECR, CloudWatch Logs and whatever the workers call. */
  subnetIds: string[];
  task: { cpu: number; memoryMiB: number };
  /** An image that exists already; `null` where `app/` builds it. */
  image: string | null;
  /** Gets a mail for every alarm; `null` leaves the topic without one. */
  alertEmail: string | null;
}

/** @throws Error that names the field which AWS would refuse */
export function readConfig(path = join(__dirname, 'config.json')): Config {
  return checkConfig(JSON.parse(readFileSync(path, 'utf8')));
}

export function checkConfig(config: Config): Config {
  const rules: Array<[keyof Config, RegExp, string]> = [
    ['name', /^(?=.{3,39}$)[a-z](?:-?[a-z0-9])+$/, '3 to 39 lower-case letters, digits and single hyphens'],
    ['account', /^\d{12}$/, '12 digits'],
    ['region', /^[a-z]{2}(?:-[a-z]+)+-\d$/, 'a region such as ap-northeast-1'],
    ['vpcId', /^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC'],
  ];
  for (const [field, pattern, rule] of rules) {
    if (!pattern.test(String(config[field]))) {
      throw new Error(`infra/config.json: ${field} must be ${rule}, got: ${JSON.stringify(config[field])}`);
    }
  }
  const { subnetIds } = config;
  if (!Array.isArray(subnetIds) || subnetIds.length === 0) {
    throw new Error('infra/config.json: subnetIds must name at least one private subnet');
  }
  for (const id of subnetIds) {
    if (!/^subnet-[0-9a-f]{8,17}$/.test(id)) {
      throw new Error(`infra/config.json: subnetIds holds ${JSON.stringify(id)}, which is no id of a subnet`);
    }
  }
  const size = fargateProblem(config.task.cpu, config.task.memoryMiB);
  if (size) throw new Error(`infra/config.json: task ${size}`);
  const image = imageProblem(config.image);
  if (image) throw new Error(`infra/config.json: ${image}`);
  return config;
}
