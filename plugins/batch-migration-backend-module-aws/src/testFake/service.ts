import type { SdkSchema } from '../recordings/decode';
import type { FakeRegion } from './region';
import type { Pages } from './pages';
import type { Limit } from './limits';

/** What an operation is answered with: the SDK's output, times as `Date` or ISO 8601. */
export type Answer<Output> = Omit<Output, '$metadata'>;

export interface Call {
  /** What is in the account and region that the request is signed for. */
  region: FakeRegion;
  /** Where this fake listens, as queue URLs carry it. */
  endpoint: string;
  pages: Pages;
}

/** `[9, namespace, name, traits, input, output]`, as the SDK's clients export operations. */
export type OperationSchema = readonly [
  9,
  namespace: string,
  name: string,
  traits: { http?: [method: string, path: string, status: number] } | 0,
  input: () => SdkSchema,
  output: () => SdkSchema,
];

export interface FakeOperation {
  /** Bounds that AWS documents; the SDK's schemas leave them out. */
  limits: Record<string, Limit>;
  /** @throws AwsFault as the service would answer */
  answer(input: any, call: Call): object;
}

/** One service: its SDK client's module, and the operations that are answered. */
export interface FakeService {
  /** The client's module: its operations and errors are exported as `<Name>$`. */
  sdk: Record<string, unknown>;
  Client: new (settings: { region: string }) => { config: unknown };
  /** What the service calls a request that breaks its rules. */
  invalid: string;
  operations: Record<string, FakeOperation>;
}
