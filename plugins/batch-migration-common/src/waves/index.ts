export * from './model';
export { waveVerdict, type WaveFacts } from './waveVerdict';
