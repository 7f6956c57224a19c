import type { Expectations, Range } from '../patch/patch';

/** Something outside of the database that a dry run did not let happen. */
export interface BlockedEffect {
  /** `enqueue`, `mail`, `http`, `socket`, `s3`, `process`, `sql`. */
  kind: string;
  detail: string;
}

export interface TableCount {
  table: string;
  before: number;
  after: number;
}

/** One expectation and what was found. */
export interface Finding {
  name: string;
  /** `null` where nothing could be counted. */
  found: number | null;
  min: number;
  max: number;
  holds: boolean;
}

export const OUTCOMES = ['committed', 'rolled-back', 'done', 'failed', 'stopped'] as const;
/**
 * - `committed`: the runner's transaction was committed
 * - `rolled-back`: it was rolled back, as a dry run or because an expectation did not hold
 * - `done`: the patch commits by itself, and ended well
 * - `failed`: it ended with an error; what it committed by itself before stays
 * - `stopped`: the build was stopped or ran out of time
 */
export type Outcome = (typeof OUTCOMES)[number];

export interface Attempt {
  outcome: Outcome;
  error?: string;
  counts: TableCount[];
  findings: Finding[];
  blocked: BlockedEffect[];
  /** What nothing guarded, in sentences for approvers. */
  unguarded: string[];
}

export function finding(name: string, { min, max }: Range, found: number | null): Finding {
  return { name, found, min, max, holds: found !== null && found >= min && found <= max };
}

/** Compares what was counted with what patch.yaml expects. */
export function compare(expect: Expectations, counted: { counts: TableCount[]; answers: Array<number | null>; changed?: number }): Finding[] {
  const { counts, answers, changed } = counted;
  const findings = expect.tables.map(({ table, difference }) => {
    const count = counts.find(each => each.table === table);
    return finding(`rows of ${table}, after less before`, difference, count ? count.after - count.before : null);
  });
  expect.queries.forEach((query, index) => findings.push(finding(query.name, query, answers[index] ?? null)));
  if (expect.changed) findings.push(finding('rows changed', expect.changed, changed ?? null));
  return findings;
}

export function broken(findings: Finding[]): Finding[] {
  return findings.filter(({ holds }) => !holds);
}

export function findingSentence({ name, found, min, max, holds }: Finding): string {
  const expected = min === max ? `${min}` : `${min} to ${max}`;
  return `${holds ? 'as expected' : 'NOT AS EXPECTED'}: ${name}: ${found ?? 'not counted'} (expected ${expected})`;
}
