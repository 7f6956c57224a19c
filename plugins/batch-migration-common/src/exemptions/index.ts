export * from './model';
export { countedExemptions } from './countedExemptions';
