export {
  CAPTURES_SOURCE,
  createCapturesInventorySource,
} from './CapturesInventorySource';
export {
  createFilesInventorySource,
  type FilesInventorySourceOptions,
} from './FilesInventorySource';
export { maskFiles, readHandedIn } from './handedIn';
export { knownLines } from './knownLines';
export {
  describeKnownServer,
  dialectOfPath,
  type KnownServer,
} from './knownServer';
