import { InputError } from '@backstage/errors';
import {
  capturedInventory,
  maskCrontab,
  serverPlace,
  type CaptureRequest,
  type InventoryFile,
  type ServerDescription,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';

/** Files of a capture as they were handed in, and the hand-over's own words. */
type HandedIn = Pick<
  CaptureRequest,
  'files' | 'cron' | 'timezone' | 'member' | 'members'
> & {
  capturedAt: string;
};

/** Each line is compared with what is known; a real crontab has some hundred. */
export const MAX_LINES = 5_000;

/** How many lines a text has, without splitting it. */
export function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}

const PLACES =
  'var/spool/cron/crontabs/<user>, var/spool/cron/<user>, etc/crontab, etc/cron.d/<name>, or a file of jobs that is known of the server';

/**
 * Reads files that somebody handed in as the capture of one server. Of a file
 * with picked lines only these are taken, and nothing is said of the others.
 * What comes out holds no credential.
 *
 * @param timezone - where neither the request nor the server names one
 * @throws InputError naming the file or line that cannot be taken
 */
export function readHandedIn(
  description: ServerDescription,
  handedIn: HandedIn,
  timezone: string,
): ServerInventory {
  const lines = handedIn.files.reduce(
    (sum, { text }) => sum + countLines(text),
    0,
  );
  if (lines > MAX_LINES) {
    throw new InputError(
      `files: they have ${lines} lines together; at most ${MAX_LINES} are taken at once`,
    );
  }
  const files = new Map<string, InventoryFile>(
    handedIn.files.map(({ path, text }) => [path, { readable: true, text }]),
  );
  const record = {
    host: description.server.title,
    capturedAt: handedIn.capturedAt,
    ...(handedIn.cron && { cron: handedIn.cron }),
    ...(handedIn.timezone && { timezone: handedIn.timezone }),
    ...(handedIn.member && { member: handedIn.member }),
    ...(handedIn.members && { members: handedIn.members }),
    read: handedIn.files.map(({ path }) => path),
  };
  files.set('capture.json', {
    readable: true,
    text: JSON.stringify(record),
  });
  const inventory = capturedInventory({
    description,
    files,
    knownPaths: [],
    timezone,
  });
  handedIn.files.forEach(({ path }, index) => {
    const place = placeOf(inventory, path);
    if (!inventory.places.some(({ ref }) => ref === place)) {
      throw new InputError(
        `files[${index}].path: ${path} is no file of jobs; it must be ${PLACES}`,
      );
    }
  });
  return handedIn.files.reduce(
    (taken, file, index) =>
      file.lines ? pickLines(taken, file.path, file.lines, index) : taken,
    inventory,
  );
}

function placeOf({ server }: ServerInventory, path: string): string {
  return `crontab:${serverPlace(server.ref)}/${path}`;
}

/** As they may be stored. */
export function maskFiles(files: CaptureRequest['files']) {
  return files.map(({ path, text, lines }) => ({
    path,
    text: maskCrontab(text).text,
    lines: lines ?? null,
  }));
}

function pickLines(
  inventory: ServerInventory,
  path: string,
  lines: readonly number[],
  index: number,
): ServerInventory {
  const placeRef = placeOf(inventory, path);
  const isHere = (ref: string) => ref === placeRef;
  const picked = new Set(lines);
  const lineOf = ({ detail }: ServerInventory['items'][number]) =>
    detail.line ?? -1;
  const jobs = new Set(
    inventory.items.filter(({ location }) => isHere(location.ref)).map(lineOf),
  );
  lines.forEach((line, at) => {
    const error = inventory.issues.find(
      issue =>
        issue.path === path &&
        issue.line === line &&
        issue.severity === 'error',
    );
    if (error || !jobs.has(line)) {
      throw new InputError(
        `files[${index}].lines[${at}]: line ${line} of ${path} cannot be taken: ${
          error?.message ?? 'it is no job'
        }`,
      );
    }
  });
  return {
    ...inventory,
    items: inventory.items.filter(
      item => !isHere(item.location.ref) || picked.has(lineOf(item)),
    ),
    places: inventory.places.map(place =>
      isHere(place.ref)
        ? {
            ...place,
            complete: false,
            reason: `Only ${lines.length} of the jobs in ${path} were taken`,
          }
        : place,
    ),
    issues: inventory.issues.filter(
      issue =>
        issue.path !== path || issue.line === null || picked.has(issue.line),
    ),
  };
}
