import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import {
  describeKnownServer,
  maskArchive,
  maskFiles,
  readHandedIn,
  readHandedInArchive,
  recordOfArchive,
} from '../inventory';
import {
  createCapture,
  type CaptureCaller,
  type HandedInCapture,
} from '../operations';
import { jsonBody, readBody } from './body';
import { archiveBody, isArchive } from './captureBody';
import { captureSchema, serverRef } from './captureSchema';
import type { RouteContext } from './createRouter';
import { readOnce, readQuery } from './query';

/** An entry of the audit log need not list each rotated log. */
const MAX_PATHS_AUDITED = 100;

/** What was read from hosts, handed in by people, collectors and the hosts themselves. */
export function addCaptureRoutes({
  router,
  estate,
  httpAuth,
  captureTokens,
}: RouteContext): void {
  const callerOf = async (request: Request): Promise<CaptureCaller> => {
    const token = captureTokens.tokenOf(request);
    if (token) return { request, token };
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return { request, credentials };
  };

  router.post('/captures', jsonBody(2048), async (req, res) => {
    const caller = await callerOf(req);
    const handedIn = isArchive(req)
      ? await archiveOf(req, caller, estate.timezone)
      : filesOf(req, estate.timezone);
    res.status(201).json(await createCapture(estate, caller, handedIn));
  });
}

/** Files that somebody picked, as JSON. */
function filesOf(req: Request, timezone: string): HandedInCapture {
  readQuery(req, []);
  const capture = readBody(req, captureSchema);
  const { server, capturedAt, files } = capture;
  return {
    ...{ server, capturedAt },
    paths: files.map(({ path }) => path),
    read: (known, at) =>
      readHandedIn(
        describeKnownServer(known),
        { ...capture, capturedAt: at },
        timezone,
      ),
    masked: () => maskFiles(files),
  };
}

/** A whole capture, as the script left it. */
async function archiveOf(
  req: Request,
  { token }: CaptureCaller,
  timezone: string,
): Promise<HandedInCapture> {
  const asked = readOnce(readQuery(req, ['server']), 'server');
  const files = await archiveBody(req);
  const record = recordOfArchive(files);
  const named = record.server === null ? null : refOf(record.server);
  const server = named ?? (asked ? refOf(asked) : token?.server);
  if (server === undefined) {
    throw new InputError(
      'server is missing: name it in capture.json, or as ?server=resource:default/bat000',
    );
  }
  if (asked !== undefined && refOf(asked) !== server) {
    throw new InputError(
      `server is ${asked}, but capture.json says that the capture is of ${server}`,
    );
  }
  return {
    server,
    capturedAt: new Date(record.capturedAt),
    paths: [...files.keys()].slice(0, MAX_PATHS_AUDITED),
    read: known => readHandedInArchive(known, files, timezone),
    masked: () => maskArchive(files),
  };
}

/** A ref, or the name of a server in the default namespace. */
function refOf(server: string): string {
  const ref = server.includes(':') ? server : `resource:default/${server}`;
  const parsed = serverRef().safeParse(ref);
  if (parsed.success) return parsed.data;
  throw new InputError(`server ${parsed.error.issues[0].message}`);
}
