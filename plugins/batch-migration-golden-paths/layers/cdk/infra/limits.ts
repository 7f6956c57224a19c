/** Limits of AWS that neither the CDK nor CloudFormation checks before a deployment. */

/** Memory in MiB that Fargate offers for each number of CPU units. */
const FARGATE_MEMORY: Record<number, { from: number; to: number; step: number }> = {
  256: { from: 512, to: 2048, step: 512 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16384, step: 1024 },
  4096: { from: 8192, to: 30720, step: 1024 },
  8192: { from: 16384, to: 61440, step: 4096 },
  16384: { from: 32768, to: 122880, step: 8192 },
};

/** Why Fargate refuses a size; `null` when it offers it. */
export function fargateProblem(cpu: number, memoryMiB: number): string | null {
  const memory = FARGATE_MEMORY[cpu];
  if (!memory) {
    return `cpu must be one of ${Object.keys(FARGATE_MEMORY).join(', ')}, got: ${cpu}`;
  }
  // 256 CPU units take 512, 1024 and 2048 MiB: no 1536.
  const offered =
    memoryMiB >= memory.from &&
    memoryMiB <= memory.to &&
    memoryMiB % memory.step === 0 &&
    !(cpu === 256 && memoryMiB === 1536);
  return offered
    ? null
    : `memoryMiB with ${cpu} CPU units must be from ${memory.from} to ${memory.to}, got: ${memoryMiB}`;
}

/** ECS waits at most this long between SIGTERM and SIGKILL. */
export const STOP_TIMEOUT_SECONDS = 120;

/** 20 GiB is the default of Fargate and may not be stated. */
export const EPHEMERAL_STORAGE_GIB = { min: 21, max: 200 };

/** A parameter of Parameter Store or a secret of Secrets Manager. */
export const SECRET_ARN =
  /^arn:aws[a-z-]*:(?:ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9_./-]+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+)$/;
