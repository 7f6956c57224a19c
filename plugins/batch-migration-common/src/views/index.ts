export * from './model';
export { readViewQuery } from './readViewQuery';
