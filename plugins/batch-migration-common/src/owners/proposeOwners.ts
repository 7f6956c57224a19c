import {
  OWNER_REASONS,
  type KnownOwner,
  type OwnerHint,
  type OwnerProposal,
} from './model';
import { isEmail, normaliseEmail, normaliseName } from './ownerNames';

/** More would not help to choose. */
const MAX_PROPOSALS = 5;

/** Known owners by what they are called, so that each hint is one look. */
interface Directory {
  names: Map<string, Set<KnownOwner>>;
  emails: Map<string, Set<KnownOwner>>;
}

/**
 * Who may own a workload, the strongest reason first, each owner once. A name
 * stands for a known owner only where it is exactly theirs, and nobody else's;
 * else it stays text. It never sets an owner.
 */
export function proposeOwners(
  hints: readonly OwnerHint[],
  known: readonly KnownOwner[],
): OwnerProposal[] {
  const directory = directoryOf(known);
  const proposals = new Map<string, OwnerProposal>();
  const ranked = hints
    .map((hint, index) => ({ hint, index }))
    .sort(
      (a, b) =>
        OWNER_REASONS.indexOf(a.hint.because) -
          OWNER_REASONS.indexOf(b.hint.because) || a.index - b.index,
    );
  for (const { hint } of ranked) {
    const owner = find(directory, hint);
    const proposal: OwnerProposal = {
      ownerRef: owner?.ref ?? null,
      name: shownName(hint),
      because: hint.because,
      where: hint.where,
    };
    const key = owner?.ref ?? `name ${nameOf(hint.name)}`;
    if (!proposals.has(key)) proposals.set(key, proposal);
  }
  return [...proposals.values()].slice(0, MAX_PROPOSALS);
}

/** The address of an author in Git is never shown, also where it was set as their name. */
function shownName({ because, name }: OwnerHint): string {
  return because === 'git-history' && isEmail(name) ? name.split('@')[0] : name;
}

function nameOf(name: string): string {
  return normaliseName(name.replace(/^@/, ''));
}

function directoryOf(known: readonly KnownOwner[]): Directory {
  const directory: Directory = { names: new Map(), emails: new Map() };
  const add = (
    into: Map<string, Set<KnownOwner>>,
    key: string,
    owner: KnownOwner,
  ) => {
    if (key !== '') into.set(key, (into.get(key) ?? new Set()).add(owner));
  };
  for (const owner of known) {
    for (const name of [owner.ref, ...owner.names]) {
      add(directory.names, nameOf(name), owner);
    }
    for (const email of owner.emails) {
      add(directory.emails, normaliseEmail(email), owner);
    }
    for (const digest of owner.emailDigests ?? []) {
      add(directory.emails, digest, owner);
    }
  }
  return directory;
}

/** An address goes before a name: two people may be called the same. */
function find(
  { names, emails }: Directory,
  { name, email, emailDigest }: OwnerHint,
): KnownOwner | null {
  const addresses = [email && normaliseEmail(email), emailDigest];
  for (const address of addresses) {
    const owner = address && theOnly(emails.get(address));
    if (owner) return owner;
  }
  const wanted = nameOf(name);
  const owner = theOnly(names.get(wanted));
  if (owner) return owner;
  // `@acme/sre`: the catalog knows a team by its own name.
  const isTeam = name.startsWith('@') && name.includes('/');
  if (!isTeam || names.has(wanted)) return null;
  const groups = [
    ...(names.get(nameOf(name.slice(name.lastIndexOf('/') + 1))) ?? []),
  ].filter(({ ref }) => ref.startsWith('group:'));
  return groups.length === 1 ? groups[0] : null;
}

function theOnly(owners: Set<KnownOwner> | undefined): KnownOwner | null {
  return owners?.size === 1 ? [...owners][0] : null;
}
