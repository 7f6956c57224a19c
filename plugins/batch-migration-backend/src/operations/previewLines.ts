import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  parseCrontab,
  previewCrontab,
  type CrontabPreviewRequest,
  type CrontabPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { isNowhere, knownLocations } from '../discovery';
import {
  countLines,
  describeKnownServer,
  dialectOfPath,
  knownLines,
  MAX_LINES,
} from '../inventory';
import type { Estate } from './estate';
import { readKnownServer } from './knownServer';

/** Each is compared over two years, which keeps the process busy for a while. */
const MAX_SCHEDULES = 5_000;

/**
 * Reads a crontab and says, where it is asked for a server, which of its
 * workloads each line is. Stores nothing.
 *
 * @throws InputError where it holds more than is compared at once
 * @throws NotFoundError for a server of which no inventory tells
 */
export async function previewLines(
  estate: Estate,
  credentials: BackstageCredentials,
  request: CrontabPreviewRequest,
): Promise<CrontabPreviewResponse> {
  const { clock, database, timezone } = estate;
  const now = clock.now();
  assertComparable(request);
  if (request.server === undefined) {
    if (request.path !== undefined) {
      throw new InputError('path needs the server on which it lies: server');
    }
    return previewCrontab(request, now, { timezone });
  }
  assertPathFits(request);
  const lines = countLines(request.text);
  if (lines > MAX_LINES) {
    throw new InputError(
      `text: it has ${lines} lines; with server at most ${MAX_LINES} are compared with what is known. Leave server out to preview it alone.`,
    );
  }
  const known = await readKnownServer(database, request.server);
  if (!known) {
    throw new NotFoundError(
      `No inventory has the server ${request.server}. Leave server out to preview the crontab alone.`,
    );
  }
  const description = describeKnownServer(known);
  const asked = {
    ...request,
    cron: request.cron ?? description.cron?.flavour,
    timezone: request.timezone ?? description.timezone ?? timezone,
  };
  const answer = previewCrontab(asked, now, { timezone });
  const latest = await database.observations.latest(
    known.workloads.flatMap(({ locations }) => locations),
  );
  const former = await database.intents.former(
    known.workloads.filter(isNowhere).map(({ id }) => id),
  );
  const idOfLine = knownLines(
    known,
    knownLocations(known.workloads, latest, former),
    asked,
    now,
  );
  const readable = await estate.access.readableIds(credentials, [
    ...new Set(idOfLine.values()),
  ]);
  return {
    ...answer,
    jobs: answer.jobs.map(job => {
      const id = idOfLine.get(job.line);
      return id !== undefined && readable.has(id)
        ? { ...job, workloadId: id }
        : job;
    }),
  };
}

function assertComparable({
  text,
  dialect,
  cron,
  cronVersion,
}: CrontabPreviewRequest): void {
  const { jobs } = parseCrontab(text, { dialect, cron, cronVersion });
  const schedules = new Set(
    jobs.map(({ timezone, schedule }) => `${timezone} ${schedule}`),
  );
  if (schedules.size > MAX_SCHEDULES) {
    throw new InputError(
      `text: its lines have ${schedules.size} different schedules, and at most ${MAX_SCHEDULES} are compared at once. Preview it in parts.`,
    );
  }
}

function assertPathFits({ path, dialect }: CrontabPreviewRequest): void {
  if (path === undefined) return;
  const ofPath = dialectOfPath(path);
  if (ofPath !== dialect) {
    throw new InputError(
      ofPath === null
        ? `path: ${path} is no crontab; it must be var/spool/cron/crontabs/<user>, var/spool/cron/<user>, etc/crontab or etc/cron.d/<name>`
        : `path: cron reads ${path} as a ${ofPath} crontab, and dialect is ${dialect}`,
    );
  }
}
