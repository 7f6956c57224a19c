import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Calls the AWS CLI, with whatever profile it has, and answers what it printed. */
export type Aws = (service: string, operation: string, input?: object) => Promise<Answer>;

// What comes back is AWS's; each caller reads the few fields it needs.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/** The AWS CLI of this machine: no shell lies between, so that nothing is expanded. */
export function awsCli(region: string): Aws {
  return async (service, operation, input = {}) => {
    const call = [service, operation, '--region', region, '--output', 'json', '--cli-input-json', JSON.stringify(input)];
    const { stdout } = await promisify(execFile)('aws', call).catch(error => {
      if (error.code === 'ENOENT') throw new Error('The AWS CLI is not installed: https://docs.aws.amazon.com/cli/');
      throw new Error(`aws ${service} ${operation}: ${String(error.stderr ?? error.message).trim()}`);
    });
    return stdout.trim() === '' ? {} : JSON.parse(stdout);
  };
}
