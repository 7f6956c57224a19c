import { maskSecrets } from '../workload/maskSecrets';

/** Something that was stored is not what this version knows. */
export class Unreadable extends Error {}

type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Fields;
  }
  throw new Unreadable(`${name} is no object`);
}

export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Unreadable(`${name} is no text`);
}

/** Text of people or of commands, in which credentials may stand. */
export function maskedOf(value: unknown, name: string): string {
  return maskSecrets(textOf(value, name)).text;
}

export function countOf(value: unknown, name: string): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw new Unreadable(`${name} is no whole number from 0`);
}

export function instantOf(value: unknown, name: string): string {
  if (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) &&
    !Number.isNaN(Date.parse(value))
  ) {
    return value;
  }
  throw new Unreadable(`${name} is no instant`);
}

export function oneOf<T extends string>(
  value: unknown,
  known: readonly T[],
  name: string,
): T {
  const found = known.find(each => each === value);
  if (found !== undefined) return found;
  throw new Unreadable(`${name} is not known to this version`);
}

export function listOf<T>(
  value: unknown,
  name: string,
  read: (each: unknown, name: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new Unreadable(`${name} is no list`);
  return value.map((each, index) => read(each, `${name}[${index}]`));
}

export function orNull<T>(
  value: unknown,
  read: (given: unknown) => T,
): T | null {
  return value === null || value === undefined ? null : read(value);
}

export function jsonOf(text: unknown, name: string): unknown {
  try {
    return JSON.parse(textOf(text, name));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    // The message of JSON.parse repeats what it read.
    throw new Unreadable(`${name} is no JSON`);
  }
}
