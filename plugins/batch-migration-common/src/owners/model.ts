import type { EntityRef, LocationRef } from '../workload/model';

/** Why somebody may be an owner, the strongest reason first. */
export const OWNER_REASONS = [
  'comment',
  'codeowners',
  'git-history',
  'home-folder',
  'unix-user',
] as const;
export type OwnerReason = (typeof OWNER_REASONS)[number];

/** A name as a person or a tool wrote it. It is somebody only once it is found among known owners. */
export interface NamedOwner {
  /** For example `sre`, `@acme/sre` or `Mori Hanako`. */
  name: string;
  /** Where an address was written as a contact. */
  email?: string;
}

/** One trace of an owner, before anybody was looked up. */
export interface OwnerHint extends NamedOwner {
  because: OwnerReason;
  /** Where it is written, for a person: `bat000, crontabs/batch, line 12`. */
  where: string;
  /** Of the address of an author in Git, which itself is not kept: see `emailDigest` of known owners. */
  emailDigest?: string;
}

/** A hint and what it is about: one line, or with `key: null` all of a place. */
export interface PlacedOwnerHint extends OwnerHint {
  location: { ref: LocationRef['ref']; key: LocationRef['key'] | null };
}

/** Who may be proposed: a group or user of the catalog. */
export interface KnownOwner {
  ref: EntityRef;
  /** Names that stand for it alone, for example `sre`, `SRE`, `acme/sre`. */
  names: string[];
  emails: string[];
  /** The same addresses as digests, by which authors in Git are found. */
  emailDigests?: string[];
}

/** An owner that a person may take over; nothing is ever set by it. */
export interface OwnerProposal {
  /** `null` where no known owner has exactly this name or address. */
  ownerRef: EntityRef | null;
  name: string;
  because: OwnerReason;
  where: string;
}
