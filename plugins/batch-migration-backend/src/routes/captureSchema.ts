import {
  CAPTURE_TOKEN_DAYS,
  CRONS,
  isTimezone,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { instant } from './instant';
import { filledText, storedText } from './storedText';

/** A crontab of a thousand lines takes some 100 kB. */
const MAX_TEXT = 500_000;
const MAX_FILES = 50;

/** The ref of a server, in the lower case in which it is stored. */
export const serverRef = () =>
  z
    .string()
    .max(400)
    .transform(ref => ref.toLocaleLowerCase('en-US'))
    .refine(ref => /^resource:[\w.-]{1,63}\/[\w.-]{1,63}$/.test(ref), {
      message: 'must be the ref of a server, such as resource:default/bat000',
    });

/** A path from the root of a host, without leading slash. */
export const hostPath = () =>
  storedText()
    .max(400)
    .refine(
      path =>
        path
          .split('/')
          .every(part => part !== '' && part !== '.' && part !== '..'),
      {
        message:
          'must be a path from the root of the host, such as etc/cron.d/batch',
      },
    );

/** More hosts are no group that somebody captures one by one. */
const MAX_MEMBERS = 500;

/** A host of a group. */
const member = () =>
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, {
    message: 'must be an instance id or the name of a host',
  });

export const captureSchema = z
  .object({
    server: serverRef(),
    member: member().optional(),
    members: z.array(member()).min(1).max(MAX_MEMBERS).optional(),
    capturedAt: instant().optional(),
    cron: z
      .object({
        flavour: z.enum(CRONS),
        version: storedText().min(1).max(50).optional(),
      })
      .strict()
      .optional(),
    timezone: z
      .string()
      .refine(isTimezone, {
        message: 'must be an IANA zone such as Asia/Tokyo',
      })
      .optional(),
    files: z
      .array(
        z
          .object({
            path: hostPath(),
            text: storedText().max(MAX_TEXT),
            lines: z
              .array(z.number().int().min(1).max(MAX_TEXT))
              .min(1)
              .max(10_000)
              .optional(),
          })
          .strict(),
      )
      .min(1)
      .max(MAX_FILES)
      .refine(
        files => new Set(files.map(({ path }) => path)).size === files.length,
        { message: 'must have paths that differ' },
      ),
  })
  .strict()
  .refine(
    ({ member: read, members }) =>
      members === undefined || (read !== undefined && members.includes(read)),
    {
      path: ['members'],
      message: 'must contain member, which says which host was read',
    },
  );

export const captureTokenSchema = z
  .object({
    label: filledText(100).optional(),
    expiresInDays: z
      .number()
      .int()
      .min(1)
      .max(CAPTURE_TOKEN_DAYS.max)
      .optional(),
  })
  .strict();
