/**
 * Limits of AWS that every golden path must keep. The generated repository
 * checks the same ones in its own tests; here they are checked before anything
 * is written.
 */

/** Repository names also name the schedule group (64) and prefix the state machine (80). */
export const REPOSITORY_NAME = /^(?=.{3,39}$)[a-z](?:-?[a-z0-9])+$/;
export const REPOSITORY_NAME_RULE =
  '3 to 39 lower-case letters, digits and single hyphens, starting with a letter';

/** Memory in MiB that Fargate offers for each number of CPU units. */
export const FARGATE_SIZES: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16384, 1024),
  4096: range(8192, 30720, 1024),
  8192: range(16384, 61440, 4096),
  16384: range(32768, 122880, 8192),
};

/** Whether Fargate offers a pair such as `256/512`: CPU units and MiB. */
export function isFargateSize(size: string): boolean {
  const pair = /^(\d+)\/(\d+)$/.exec(size);
  if (!pair) return false;
  return (FARGATE_SIZES[Number(pair[1])] ?? []).includes(Number(pair[2]));
}

/** Registry, repository, and a digest or a tag that says what runs. */
export const IMAGE =
  /^(?=.{1,400}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?\/[a-z0-9]+(?:[._\/-]+[a-z0-9]+)*(?::(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;

export const SECRET_ARN =
  /^arn:aws[a-z-]*:(?:ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9_.\/-]+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9\/_+=.@-]+)$/;
export const SECRET_NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;

function range(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}
