import { z } from 'zod';

/** Answers as far as there are any; what is left out has its default, or is empty. */
export interface Unfinished<Answers> {
  answers: Answers;
  /** Fields that hold what a run would refuse to read; not those that are left out. */
  problems: string[];
}

/**
 * Reads a form that is still filled in by the shape that a run will read it
 * with. What is missing becomes empty, for the rules of the golden path to name.
 */
export function readUnfinished<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
  form: unknown,
): Unfinished<z.output<z.ZodObject<Shape>>> {
  const problems: string[] = [];
  const answers = objectOf(shape, form, '', problems);
  return {
    answers: answers as z.output<z.ZodObject<Shape>>,
    problems,
  };
}

function objectOf(
  shape: z.ZodObject<z.ZodRawShape>,
  value: unknown,
  path: string,
  problems: string[],
): Record<string, unknown> {
  const given = typeof value === 'object' && value !== null ? value : {};
  return Object.fromEntries(
    Object.entries(shape.shape).map(([name, field]) => [
      name,
      fieldOf(
        field,
        (given as Record<string, unknown>)[name],
        path === '' ? name : `${path}.${name}`,
        problems,
      ),
    ]),
  );
}

function fieldOf(
  field: z.ZodTypeAny,
  value: unknown,
  path: string,
  problems: string[],
): unknown {
  const parsed = field.safeParse(value);
  if (parsed.success) return parsed.data;
  const kind = field instanceof z.ZodDefault ? field.removeDefault() : field;
  const isObject = typeof value === 'object' && value !== null;
  if (kind instanceof z.ZodObject && (isObject || value === undefined)) {
    return objectOf(kind, value, path, problems);
  }
  if (kind instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item, index) =>
      fieldOf(kind.element, item, `${path}.${index}`, problems),
    );
  }
  if (value !== undefined) {
    problems.push(`${path}: ${parsed.error.issues[0].message}`);
  }
  return emptyOf(field);
}

/** Stands for what is not there: nothing is made of it. */
function emptyOf(field: z.ZodTypeAny): unknown {
  const left = field.safeParse(undefined);
  if (left.success) return left.data;
  if (field instanceof z.ZodObject) return objectOf(field, undefined, '', []);
  if (field instanceof z.ZodArray) return [];
  if (field instanceof z.ZodEnum) return field.options[0];
  return '';
}
