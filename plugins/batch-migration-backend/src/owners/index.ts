export { emailDigest } from './emailDigest';
export { accountHints } from './accountHints';
export { KnownOwners } from './KnownOwners';
export {
  noOwnersBeside,
  ownersBeside,
  ownersBesideFolder,
  ownersBesideUrl,
} from './ownersBeside';
export type { OwnersBeside, OwnersLookup } from './ownersBeside';
export { takeHintsBeside, takeLineHints } from './takeOwnerHints';
