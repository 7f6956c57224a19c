import { InputError } from '@backstage/errors';

/** A mapping that was read from YAML or JSON and is not trusted yet. */
export type Mapping = Record<string, unknown>;

/** The value as a mapping. @throws InputError naming the field. */
export function mappingAt(value: unknown, field: string): Mapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${field} must be a mapping; got: ${kindOf(value)}`);
  }
  return value as Mapping;
}

/**
 * The value as a mapping that a person wrote: a field that is misspelt in it
 * would be left out without a word.
 * @throws InputError naming what is no field, and those that there are.
 */
export function writtenMappingAt(
  value: unknown,
  field: string,
  fields: readonly string[],
): Mapping {
  const mapping = mappingAt(value, field);
  const strange = Object.keys(mapping).find(key => !fields.includes(key));
  if (strange !== undefined) {
    throw new InputError(
      `${strange} is no field of ${field}; it has ${fields.join(', ')}`,
    );
  }
  return mapping;
}

/** The value as a list; nothing is an empty list. @throws InputError naming the field. */
export function listAt(value: unknown, field: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    throw new InputError(`${field} must be a list; got: ${kindOf(value)}`);
  }
  return value;
}

/** The value as text, or `null` where there is none. @throws InputError naming the field. */
export function optionalTextAt(value: unknown, field: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  // YAML reads 2026 and 12.04 as numbers; here they are always text.
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value !== 'string') {
    throw new InputError(`${field} must be text; got: ${kindOf(value)}`);
  }
  return value.trim();
}

/** The value as text that must be there. @throws InputError naming the field. */
export function textAt(value: unknown, field: string): string {
  const text = optionalTextAt(value, field);
  if (text === null) throw new InputError(`${field} is missing`);
  return text;
}

/** Every entry as text. @throws InputError naming the field. */
export function textsAt(value: unknown, field: string): string[] {
  return listAt(value, field).map((entry, index) =>
    textAt(entry, `${field}[${index}]`),
  );
}

/** One of a closed set. @throws InputError naming the field and what is allowed. */
export function oneOfAt<T extends string>(
  value: unknown,
  field: string,
  allowed: readonly T[],
): T {
  const text = textAt(value, field);
  const found = allowed.find(candidate => candidate === text);
  if (!found) {
    throw new InputError(
      `${field} must be one of ${allowed.join(', ')}; got: ${text}`,
    );
  }
  return found;
}

/** An instant with its offset, as UTC. @throws InputError naming the field. */
export function instantAt(value: unknown, field: string): string {
  const text = textAt(value, field);
  // Without an offset the time would mean another instant on every reader's machine.
  const hasOffset = /T\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(text);
  const time = Date.parse(text);
  if (!hasOffset || Number.isNaN(time)) {
    throw new InputError(
      `${field} must be an ISO 8601 time with an offset, for example 2026-02-12T10:20:00+09:00; got: ${text}`,
    );
  }
  return new Date(time).toISOString();
}

/** An IANA time zone. @throws InputError naming the field. */
export function optionalTimezoneAt(
  value: unknown,
  field: string,
): string | null {
  const timezone = optionalTextAt(value, field);
  if (timezone !== null && !isTimezone(timezone)) {
    throw new InputError(
      `${field} must be an IANA time zone, for example Asia/Tokyo; got: ${timezone}`,
    );
  }
  return timezone;
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
