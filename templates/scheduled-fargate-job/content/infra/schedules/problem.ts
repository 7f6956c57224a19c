/** A mistake in one job. */
export interface Problem {
  /** Path in the job, for example `schedules`, 0, `expression`. */
  field: Array<string | number>;
  message: string;
}

/** A map of YAML, before anybody looked at it. */
export type Fields = Record<string, unknown>;

/** A value in a message, cut where it is long. */
export function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
