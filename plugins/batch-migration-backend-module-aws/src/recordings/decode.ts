import { NormalizedSchema } from '@smithy/core/schema';

/** A schema as the SDK's clients export them. */
export type SdkSchema = Parameters<typeof NormalizedSchema.of>[0];

/** One thing in a recorded answer that the operation's schema does not allow. */
export interface RecordingProblem {
  /** JSON path from the document's root, for example `$.Target.Arn`. */
  path: string;
  message: string;
}

/** The SDK's own form of a structure; the last part is missing in unions. */
type StructureParts = [
  id: number,
  namespace: string,
  name: string,
  traits: unknown,
  members: string[],
  schemas: unknown[],
  required?: number,
];

export interface DecodedRecording {
  /** As the live SDK would return it: timestamps are `Date`, blobs are bytes. */
  value: unknown;
  problems: RecordingProblem[];
}

/** ISO 8601 with an offset, as the AWS CLI prints timestamps. */
const TIMESTAMP =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an AWS CLI answer by the operation's output schema, as the SDK ships
 * it. What the schema does not allow is a problem and is left out of the
 * value; everything else is returned.
 */
export function decodeRecording(
  schema: SdkSchema,
  json: unknown,
): DecodedRecording {
  const problems: RecordingProblem[] = [];
  const value = decode(NormalizedSchema.of(schema), json, '$', problems);
  return { value, problems };
}

function decode(
  schema: NormalizedSchema,
  json: unknown,
  path: string,
  problems: RecordingProblem[],
): unknown {
  const wrong = (expected: string): undefined => {
    problems.push({
      path,
      message: `expected ${expected}, got: ${show(json)}`,
    });
    return undefined;
  };
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) {
    return isObject(json)
      ? decodeStructure(schema, json, path, problems)
      : wrong('an object');
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(json)) return wrong('a list');
    return json.map((item, index) =>
      decode(schema.getValueSchema(), item, `${path}[${index}]`, problems),
    );
  }
  if (schema.isMapSchema()) {
    if (!isObject(json)) return wrong('an object');
    return Object.fromEntries(
      Object.entries(json).map(([key, item]) => [
        key,
        decode(schema.getValueSchema(), item, member(path, key), problems),
      ]),
    );
  }
  if (schema.isTimestampSchema()) {
    return decodeTimestamp(json) ?? wrong('a time in ISO 8601 with an offset');
  }
  if (schema.isBlobSchema()) {
    return typeof json === 'string'
      ? Uint8Array.from(Buffer.from(json, 'base64'))
      : wrong('text in base64');
  }
  if (schema.isStringSchema()) {
    return typeof json === 'string' ? json : wrong('text');
  }
  if (schema.isBooleanSchema()) {
    return typeof json === 'boolean' ? json : wrong('true or false');
  }
  if (schema.isNumericSchema()) {
    return typeof json === 'number' ? json : wrong('a number');
  }
  return json;
}

function decodeStructure(
  schema: NormalizedSchema,
  json: Record<string, unknown>,
  path: string,
  problems: RecordingProblem[],
): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  // A structure's schema lists its required members first, and counts them.
  const [, , , , names, , required = 0] =
    schema.getSchema() as unknown as StructureParts;
  const members = new Map(schema.structIterator());
  for (const [name, item] of Object.entries(json)) {
    const memberSchema = members.get(name);
    if (!memberSchema) {
      problems.push({
        path: member(path, name),
        message: `unknown member of ${schema.getName()}`,
      });
    } else if (item !== null) {
      // The CLI prints null for a member that the service left out.
      decoded[name] = decode(memberSchema, item, member(path, name), problems);
    }
  }
  for (const name of schema.isUnionSchema() ? [] : names.slice(0, required)) {
    if (json[name] === undefined || json[name] === null) {
      problems.push({
        path: member(path, name),
        message: `missing, required by ${schema.getName()}`,
      });
    }
  }
  return decoded;
}

function decodeTimestamp(json: unknown): Date | undefined {
  // Seconds since 1970 are what `cli_timestamp_format = wire` prints.
  if (typeof json === 'number') return new Date(json * 1000);
  if (typeof json !== 'string' || !TIMESTAMP.test(json)) return undefined;
  const date = new Date(json);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function member(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name)
    ? `${path}.${name}`
    : `${path}[${JSON.stringify(name)}]`;
}

function show(json: unknown): string {
  const text = JSON.stringify(json) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
