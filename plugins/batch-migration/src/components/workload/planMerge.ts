import type { Plan } from 'backstage-plugin-batch-migration-common';

type Field = Exclude<keyof Plan, 'version'>;

function fieldsOf(plan: Plan): Field[] {
  return (Object.keys(plan) as Array<keyof Plan>).filter(
    (field): field is Field => field !== 'version',
  );
}

const same = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/** The fields in which two plans differ; the version is no field of it. */
export function differingFields(one: Plan, other: Plan): Field[] {
  return fieldsOf(one).filter(field => !same(one[field], other[field]));
}

/** Their plan with the fields that you changed since `base` written over it. */
export function editOnTop(base: Plan, yours: Plan, theirs: Plan): Plan {
  const changed = differingFields(yours, base);
  return {
    ...theirs,
    ...Object.fromEntries(changed.map(field => [field, yours[field]])),
  };
}
