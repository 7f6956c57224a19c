import { z } from 'zod';
import { readShape } from '../answers/commonAnswers';

const queue = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new'),
    heartbeat: z.boolean(),
    maxReceives: z.number().int(),
  }),
  z.object({
    kind: z.literal('existing'),
    name: z.string(),
    keyArn: z.string().nullable(),
    deadLetters: z.string().nullable(),
    heartbeat: z.boolean(),
  }),
  z.object({ kind: z.literal('none') }),
]);

/** One worker as it goes from the plan of a workload into a repository. */
const workerDefinition = z.object({
  name: z.string(),
  /** `null` for a new worker without a legacy side. */
  workloadId: z.string().nullable(),
  /** The workload's own name: data, never part of an identifier. */
  title: z.string(),
  description: z.string().nullable(),
  /** Shell text, run by `/bin/sh -c`. Credentials stand in it as variables. */
  command: z.string(),
  tasks: z.union([
    z.literal('singleton'),
    z.object({ min: z.number().int(), max: z.number().int() }),
  ]),
  queue,
  queueVariable: z.string(),
  maxProcessingSeconds: z.number().int(),
  typicalProcessingSeconds: z.number(),
  messagesAtOnce: z.number().int(),
  startWithinSeconds: z.number().int(),
  /** A message that was cut off may be done again from its start. */
  repeatable: z.boolean(),
  /** Variable → ARN in Parameter Store or Secrets Manager. */
  secrets: z.record(z.string()),
  /** How it stands on the old side, as last seen. */
  origin: z
    .object({ places: z.array(z.string()), command: z.string() })
    .nullable(),
  warnings: z.array(z.string()),
});

export type WorkerDefinition = z.infer<typeof workerDefinition>;

/**
 * Reads the worker definitions that one action hands to the next.
 *
 * @throws InputError that names the first fields that do not fit
 */
export function parseWorkerDefinitions(value: unknown): WorkerDefinition[] {
  return readShape(
    z.array(workerDefinition).min(1),
    value,
    'worker definitions',
  );
}
