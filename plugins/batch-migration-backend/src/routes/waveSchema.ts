import { isDay, MAX_WAVE_NAME } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { ownerRef } from './planSchema';
import { filledText, freeText } from './storedText';

const day = z.string().refine(value => isDay(value) && /^20/.test(value), {
  message: 'must be a day as YYYY-MM-DD, from 2000 to 2099',
});

const fields = {
  title: filledText(200),
  start: day.nullable(),
  deadline: day.nullable(),
  description: freeText(5_000).nullable(),
  ownerRef: ownerRef.nullable(),
};

interface Dates {
  start: string | null;
  deadline: string | null;
}

const inOrder = ({ start, deadline }: Dates) =>
  start === null || deadline === null || start <= deadline;

const rule = { path: ['deadline'], message: 'must not be before start' };

/** A wave as a whole: what is left out would be lost, so nothing may be. */
export const waveSchema = z
  .object({
    name: filledText(MAX_WAVE_NAME),
    ...fields,
  })
  .strict()
  .refine(({ name }) => name !== 'none', {
    path: ['name'],
    message: 'must not be none, which stands for what is in no wave',
  })
  .refine(inOrder, rule);

/** For `PUT`: the name stands in the address, the version in `If-Match`. */
export const waveFieldsSchema = z
  .object({
    ...fields,
    name: z.string().optional(),
    version: z.number().int().optional(),
  })
  .strict()
  .refine(inOrder, rule)
  .transform(({ name, version, ...wave }) => wave);
