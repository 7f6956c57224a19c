export {
  CAPTURES_SOURCE,
  createCapturesInventorySource,
} from './CapturesInventorySource';
export {
  createFilesInventorySource,
  type FilesInventorySourceOptions,
} from './FilesInventorySource';
export { countLines, MAX_LINES, maskFiles, readHandedIn } from './handedIn';
export { knownLines } from './knownLines';
export {
  describeKnownServer,
  dialectOfPath,
  type KnownServer,
} from './knownServer';
