export * from './model';
export * from './inventory';
