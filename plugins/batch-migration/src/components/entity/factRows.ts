import type { Fact } from 'backstage-plugin-batch-migration-common';

/** One value of a fact, and all who say so. */
export interface FactValue {
  value: string | null;
  said: Fact[];
}

/** One fact; more than one value where sources disagree. */
export interface FactRow {
  name: string;
  values: FactValue[];
}

/** Each fact once, in the order in which they came. */
export function factRows(facts: readonly Fact[]): FactRow[] {
  const rows: FactRow[] = [];
  for (const fact of facts) {
    let row = rows.find(({ name }) => name === fact.name);
    if (!row) {
      row = { name: fact.name, values: [] };
      rows.push(row);
    }
    const same = row.values.find(({ value }) => value === fact.value);
    if (same) same.said.push(fact);
    else row.values.push({ value: fact.value, said: [fact] });
  }
  return rows;
}
