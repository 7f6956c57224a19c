export {
  CAPTURES_SOURCE,
  createCapturesInventorySource,
} from './CapturesInventorySource';
export {
  createFilesInventorySource,
  type FilesInventorySourceOptions,
} from './FilesInventorySource';
export { ARCHIVE_LIMITS, readArchive } from './captureArchive';
export { TooLargeError } from './tarBytes';
export { countLines, MAX_LINES, maskFiles, readHandedIn } from './handedIn';
export {
  maskArchive,
  readHandedInArchive,
  recordOfArchive,
} from './handedInArchive';
export { knownLines } from './knownLines';
export {
  describeKnownServer,
  dialectOfPath,
  knownPaths,
  type KnownServer,
} from './knownServer';
