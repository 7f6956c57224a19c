export const SETTLE_KINDS = [
  'conflict',
  'deleted-by-team',
  'deleted-by-version',
  'renamed-twice',
  'path-taken',
  'no-text',
  'lock',
] as const;
export type SettleKind = (typeof SETTLE_KINDS)[number];

/** Something in a merge that a person has to decide. */
export interface ToSettle {
  kind: SettleKind;
  path: string;
  /** The other path that it is about, where there are two. */
  otherPath?: string;
}

export function toSettle(
  kind: SettleKind,
  path: string,
  otherPath?: string,
): ToSettle {
  return otherPath === undefined ? { kind, path } : { kind, path, otherPath };
}
