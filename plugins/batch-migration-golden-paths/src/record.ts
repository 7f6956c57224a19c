import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '@backstage/types';

/** What `.golden-path.json` says: where a repository came from. */
export interface GoldenPathRecord {
  template: string;
  version: string;
  answers: JsonObject;
  /** Jobs or workers; `null` in repositories made before version 1.1.0. */
  work: JsonValue;
}

/** Reads `.golden-path.json`; `null` when it is none. */
export function parseRecord(content: string): GoldenPathRecord | null {
  try {
    const { template, version, answers, work = null } = JSON.parse(content);
    return typeof template === 'string' &&
      typeof version === 'string' &&
      typeof answers === 'object' &&
      answers !== null
      ? { template, version, answers, work }
      : null;
  } catch {
    return null;
  }
}

/** Whether two renders were asked for the same thing, whatever the order of keys. */
export function sameAnswers(one: GoldenPathRecord, other: GoldenPathRecord) {
  return (
    one.template === other.template &&
    isDeepStrictEqual(one.answers, other.answers)
  );
}
