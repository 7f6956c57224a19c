/**
 * Contract tests for probes and inventory sources. They need Jest's globals
 * and are no part of the package's main entry.
 *
 * @packageDocumentation
 */
export * from './describeInventorySource';
export * from './describeProbe';
