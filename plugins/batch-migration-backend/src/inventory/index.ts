export {
  createFilesInventorySource,
  type FilesInventorySourceOptions,
} from './FilesInventorySource';
