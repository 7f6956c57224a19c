import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlatformConfig, type PlatformConfig } from './platform-config';

/** Where the stack goes: `infra/config.json`. */
export type Config = PlatformConfig;

/** @throws Error that names the field which AWS would refuse */
export function readConfig(path = join(__dirname, 'config.json')): Config {
  const config: Config = JSON.parse(readFileSync(path, 'utf8'));
  checkPlatformConfig(config);
  return config;
}
