/** What a statement does to the transaction that it runs in. */
export const EFFECTS = ['rolls-back', 'stays', 'commits', 'not-in-transaction', 'schema', 'outside', 'unguarded', 'unknown'] as const;
/**
 * - `rolls-back`: all of it
 * - `stays`: something is left that does no harm to rows, such as a number taken from a sequence
 * - `commits`: it ends the transaction, so that a dry run would have been real
 * - `not-in-transaction`: the server refuses it within one
 * - `schema`: changes the schema, and rolls back
 * - `outside`: reaches a file, another server or another session
 * - `unguarded`: runs code of the database, which may do any of these
 * - `unknown`: not on the list of what is known
 */
export type EffectKind = (typeof EFFECTS)[number];

export interface Effect {
  kind: EffectKind;
  why?: string;
}

export const ROLLS_BACK: Effect = { kind: 'rolls-back' };

/** Must not run in a transaction that the runner rolls back or commits. */
export function isRefused({ kind }: Effect, ddl: 'none' | 'transactional'): boolean {
  return kind === 'schema' ? ddl === 'none' : !['rolls-back', 'stays'].includes(kind);
}
