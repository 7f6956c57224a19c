import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { maskSecrets } from 'backstage-plugin-batch-migration-common';
import { audited } from '../operations/audited';
import type { Caller, Estate } from '../operations';
import { findApproval } from './showApproval';

/** A file that is written while it is read. */
export interface LogFile {
  fileName: string;
  chunks: AsyncIterable<string>;
}

/**
 * The log of the run for which a request was used. What it wrote is of
 * production, so the audit log tells who took it; what looks like a credential
 * is masked, though the run has done so before.
 *
 * @throws NotFoundError where its run has left none
 */
export async function readLog(
  estate: Estate,
  { credentials, request }: Caller,
  asked: { placeId: string; id: string },
  signal: AbortSignal,
): Promise<LogFile> {
  const { approvals, auditor } = estate;
  return audited(
    auditor,
    {
      eventId: 'approval-log-read',
      severityLevel: 'medium',
      request,
      meta: asked,
    },
    async () => {
      const found = await findApproval(estate, credentials, asked);
      const log = await approvals
        .log(found.place, found.request, signal)
        .catch(error => {
          throw new ServiceUnavailableError(toError(error).message);
        });
      if (!log) throw new NotFoundError(`${asked.id} has left no log`);
      return {
        fileName: log.name.replace(/[^\w.-]/g, '_'),
        chunks: masked(log.lines),
      };
    },
  );
}

/** Line by line, as it comes; a private key goes over many. */
async function* masked(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let isInKey = false;
  for await (const line of lines) {
    const ends = line.includes('-----END');
    if (!isInKey) yield `${maskSecrets(line).text}\n`;
    if (ends) isInKey = false;
    else if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(line)) isInKey = true;
  }
}
