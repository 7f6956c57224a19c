import { InputError } from '@backstage/errors';
import {
  isDay,
  STAGES,
  type Day,
} from 'backstage-plugin-batch-migration-common';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const day = z
  .string()
  .refine(isDay, { message: 'must be a day such as 2026-02-12' });

const historyFile = z
  .object({
    /** First and last day that were counted, both inclusive. */
    from: day,
    to: day,
    waves: z
      .array(
        z
          .object({
            /** By which the moves name it. */
            id: z.number().int(),
            name: z.string().min(1),
            start: day.optional(),
            deadline: day,
          })
          .strict(),
      )
      .default([]),
    /** In the order of their days. */
    moves: z.array(
      z
        .object({
          on: day,
          /** Names of the servers on which the workloads stand. */
          at: z.array(z.string().min(1)).min(1),
          wave: z.number().int().optional(),
          /** Without it the workloads were found on that day. */
          from: z.enum(STAGES).optional(),
          to: z.enum(STAGES),
          count: z.number().int().min(1).default(1),
        })
        .strict(),
    ),
  })
  .strict();

/** What a demo estate tells of the days before its portal was started. */
export type HistoryFile = z.infer<typeof historyFile>;
export type HistoryMove = HistoryFile['moves'][number];

/**
 * Reads the file of a seeded history.
 * @throws InputError naming the file and the field that is wrong.
 */
export function parseHistoryFile(text: string, name: string): HistoryFile {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new InputError(
      `${name} is not YAML: ${document.errors[0].message.split('\n')[0]}`,
    );
  }
  const parsed = historyFile.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${name}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
  }
  const { from, to, moves, waves } = parsed.data;
  assertOrder([from, ...moves.map(({ on }) => on), to], name);
  const ids = new Set(waves.map(({ id }) => id));
  const stray = moves.find(({ wave }) => wave !== undefined && !ids.has(wave));
  if (stray) {
    throw new InputError(
      `${name}: wave must be the id of one of the waves, got: ${stray.wave} on ${stray.on}`,
    );
  }
  return parsed.data;
}

function assertOrder(days: readonly Day[], name: string): void {
  const wrong = days.findIndex((one, at) => at > 0 && one < days[at - 1]);
  if (wrong > 0) {
    throw new InputError(
      `${name}: days must follow each other between from and to, got: ${
        days[wrong]
      } after ${days[wrong - 1]}`,
    );
  }
}
