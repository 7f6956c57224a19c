import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';

/**
 * Answers as people type them: the value is JSON where it reads as such, and
 * text where not.
 *
 * @throws InputError for a name that is none, or that is given twice
 */
export function givenAnswers(
  typed: Array<{ name: string; value: string }>,
): JsonObject {
  const answers = new Map<string, JsonValue>();
  for (const { name, value } of typed) {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
      throw new InputError(
        `An answer is given as name=value with a name of letters and digits, got: ${JSON.stringify(
          name,
        ).slice(0, 60)}`,
      );
    }
    if (answers.has(name)) {
      throw new InputError(`The answer ${name} is given twice`);
    }
    answers.set(name, jsonOrText(value));
  }
  return Object.fromEntries(answers);
}

function jsonOrText(value: string): JsonValue {
  // An account of AWS is digits, and no number.
  if (/^\d{12}$/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
