export { FIRST_HASH, fitsItsHash, hashedText, type Sha256 } from './hashedText';
export * from './model';
export { parseHistoryHeads, type HeadsIssue } from './publishedHeads';
export {
  verifyHistory,
  type StoredHead,
  type VerifyOptions,
} from './verifyHistory';
