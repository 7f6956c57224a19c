import type { Config } from './config';

/**
 * The settings with the image by its digest. `deploy.yml` finds it behind the
 * tag that `config.json` names and hands it over (`--context imageDigest=…`): a
 * tag that moved has the same text, and the console would stay what it was.
 *
 * @throws Error where it is no digest, or another one than `config.json` names
 */
export function pinned(config: Config, digest: unknown): Config {
  if (digest === undefined) return config;
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`--context imageDigest must be sha256: and 64 digits, got: ${JSON.stringify(digest)}`);
  const named = digestOf(config.image);
  if (named !== null && named !== digest) throw new Error(`--context imageDigest must be the one that infra/config.json names, got: ${digest}`);
  return { ...config, image: `${config.image.replace(/(?:@sha256:[0-9a-f]{64}|:[\w.-]+)$/, '')}@${digest}` };
}

/** `null` where an image is named by a tag. */
export function digestOf(image: string): string | null {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? null;
}
