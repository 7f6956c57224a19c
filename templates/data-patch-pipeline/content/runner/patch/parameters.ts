import type { Parameter } from './patch';

/** Values of parameters: data, which no shell and no SQL text ever sees. */
export type Values = Readonly<Record<string, string>>;

export const DEFAULT_MAX_LENGTH = 200;

/** @returns the values as text, and everything that is wrong with them */
export function readValues(parameters: Parameter[], given: Readonly<Record<string, unknown>>): { values: Values; problems: string[] } {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  const names = new Set(parameters.map(({ name }) => name));
  for (const name of Object.keys(given)) {
    if (!names.has(name)) problems.push(`${show(name)} is no parameter of this patch`);
  }
  for (const parameter of parameters) {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    if (value === undefined || value === null || !['string', 'number', 'boolean'].includes(typeof value)) {
      problems.push(`${parameter.name} needs a value`);
      continue;
    }
    const text = String(value);
    const fault = faultOf(parameter, text);
    // A value may be a secret, so no message repeats it.
    if (fault) problems.push(`${parameter.name} ${fault}`);
    else values[parameter.name] = text;
  }
  return { values, problems };
}

function faultOf(parameter: Parameter, text: string): string | undefined {
  if (text.includes('\0')) return 'must not hold a NUL: no database and no program could be given it';
  if (/\p{Surrogate}/u.test(text)) return 'must be well-formed Unicode';
  switch (parameter.type) {
    case 'integer':
      return /^-?\d{1,18}$/.test(text) ? boundsFault(parameter, text) : 'must be a whole number of at most 18 digits';
    case 'decimal':
      return /^-?\d{1,18}(\.\d{1,18})?$/.test(text) ? boundsFault(parameter, text) : 'must be a number such as 12.50';
    case 'date':
      return isDate(text) ? undefined : 'must be a date such as 2026-11-24';
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'must be true or false';
    case 'choice':
      return parameter.choices?.includes(text) ? undefined : `must be one of ${parameter.choices?.join(', ')}`;
    case 'text':
      return textFault(parameter, text);
  }
}

function boundsFault({ min, max }: Parameter, text: string): string | undefined {
  if (min !== undefined && Number(text) < min) return `must be at least ${min}`;
  if (max !== undefined && Number(text) > max) return `must be at most ${max}`;
  return undefined;
}

function textFault({ pattern, maxLength = DEFAULT_MAX_LENGTH, lines }: Parameter, text: string): string | undefined {
  if (text.length > maxLength) return `must have at most ${maxLength} characters`;
  if (!lines && /[\r\n]/.test(text)) return 'must be one line (lines: true allows more)';
  // eslint-disable-next-line no-control-regex
  if (/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return 'must not hold control characters';
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(text)) return `must match ${pattern}`;
  return undefined;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function show(value: string): string {
  return JSON.stringify(value).slice(0, 60);
}
