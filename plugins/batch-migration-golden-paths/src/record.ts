import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '@backstage/types';

/** In the root of every repository that a golden path made. */
export const RECORD_FILE = '.golden-path.json';

/**
 * What `.golden-path.json` says: where a repository came from, and all that a
 * later version needs to be rendered. See `docs/golden-path-upgrade.md`.
 */
export interface GoldenPathRecord {
  /** Entity ref of the template. */
  template: string;
  version: string;
  answers: JsonObject;
  /** Jobs or workers; `null` in repositories made before version 1.1.0. */
  work: JsonValue;
  /** Address of the template's folder, where that is one that others can read. */
  source?: string;
}

/** Reads `.golden-path.json`; `null` when it is none. */
export function parseRecord(content: string): GoldenPathRecord | null {
  let read: unknown;
  try {
    read = JSON.parse(content);
  } catch {
    return null;
  }
  if (!isObject(read)) return null;
  const { template, version, answers, work = null, source } = read;
  if (typeof template !== 'string' || typeof version !== 'string') return null;
  if (!isObject(answers)) return null;
  return {
    template,
    version,
    answers,
    work,
    ...(typeof source === 'string' ? { source } : {}),
  };
}

/** Whether two renders were asked for the same thing, whatever the order of keys. */
export function sameAnswers(one: GoldenPathRecord, other: GoldenPathRecord) {
  return (
    one.template === other.template &&
    isDeepStrictEqual(one.answers, other.answers)
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
