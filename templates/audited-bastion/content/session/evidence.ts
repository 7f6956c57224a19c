import type { RequestStore } from '../people/approval/store';
import { type Json } from '../people/canonical';
import type { Clock } from '../people/clock';
import type { EvidenceReader, LockedObjects } from '../people/evidence/lockedObjects';
import { type EvidenceFile, manifestFile } from '../people/evidence/manifest';
import type { EvidenceStore } from '../people/evidence/store';
import type { RecordReader } from '../functions/aws/records';
import { compareRecords, type Difference } from './compare';
import { taskId } from './identity';
import type { Comparison, Kept, Lines, Session } from './session';
import { readLine } from './stream/line';
import { withoutSecrets } from '../people/secrets';
import { NEW_STREAM, receive } from './stream/stream';

export interface EvidenceProps {
  records: RecordReader;
  objects: LockedObjects;
  reader: EvidenceReader;
  evidence: EvidenceStore;
  requests: RequestStore;
  clock: Clock;
}

/** Enough to see what it is; an item of DynamoDB holds 400 KB. */
const LINES_SHOWN = 50;
const CHARACTERS_SHOWN = 200;
/** Once so much was read, further records are left where they are: the function has 512 MB. */
const MOST_BYTES_TOGETHER = 15_000_000;

/** Holds the two records against each other, and locks both as they are: nobody can mend them afterwards. */
export async function compareAndLock({ records, objects, clock }: EvidenceProps, session: Session): Promise<Comparison> {
  const { hook, transcripts, rewritten, cut, files } = await readRecords(records, session);
  const found = compareRecords({ hook, transcripts });
  // In the log of a task that is somebody else's stands what they typed, too.
  const difference: Difference = session.seat === null ? { ...found, onlyHook: [] } : found;
  const { onlyTranscript, doubtful, onlyHook } = difference;
  files.push({ name: 'difference.json', content: Buffer.from(`${JSON.stringify({ onlyTranscript, doubtful, onlyHook }, null, 2)}\n`) });
  const locked = files.map(file => ({ file, ...manifestFile({ kind: 'session', id: session.id }, file) }));
  for (const { file, key } of locked) await objects.put(key, file.content);
  return {
    ...difference,
    at: clock().toISOString(),
    logins: session.logins.map(({ id }) => id),
    onlyTranscript: beginningOf(onlyTranscript),
    doubtful: beginningOf(doubtful),
    onlyHook: beginningOf(onlyHook),
    missing: [...difference.missing, ...rewritten],
    cut,
    files: locked.map(({ name, key }) => ({ name, key })),
  };
}

/** Both records as files, as far as the function can hold them all at once. */
async function readRecords(records: RecordReader, { tasks, logins, askedAt }: Session) {
  const hook: string[] = [];
  const transcripts = new Map<string, string | null>();
  const rewritten: string[] = [];
  const cut: string[] = [];
  const files: EvidenceFile[] = [];
  let bytes = 0;
  const take = (name: string, text: string, isCut: boolean) => {
    const content = Buffer.from(text);
    bytes += content.byteLength;
    files.push({ name, content });
    if (isCut) cut.push(name);
  };
  for (const task of Object.keys(tasks).sort()) {
    const name = `hook-${taskId(task)}.jsonl`;
    if (bytes > MOST_BYTES_TOGETHER) {
      cut.push(name);
      continue;
    }
    const { lines, isCut } = await records.hookLines(taskId(task), new Date(askedAt));
    take(name, lines.map(line => `${line}\n`).join(''), isCut);
    for (const command of commandsOf(lines)) hook.push(command);
  }
  for (const { id, execId } of logins) {
    const name = `transcript-${execId ?? id}.log`;
    if (bytes > MOST_BYTES_TOGETHER) {
      cut.push(name);
      continue;
    }
    const found = execId === null ? null : await records.transcript(execId);
    transcripts.set(execId ?? id, found?.text ?? null);
    if (!found) continue;
    take(name, found.text, found.isCut);
    if (found.versions > 1) rewritten.push(`${execId}: ${found.versions} versions`);
  }
  return { hook, transcripts, rewritten, cut, files };
}

function beginningOf(lines: string[]): Lines {
  return { count: lines.length, first: lines.slice(0, LINES_SHOWN).map(line => withoutSecrets(line.slice(0, CHARACTERS_SHOWN))) };
}

/** One manifest: who, what, both records, and the last event of the request. */
export async function keepEvidence({ reader, evidence, requests }: EvidenceProps, session: Session): Promise<Kept> {
  const { id, operator, logins, compared } = session;
  const files: EvidenceFile[] = [{ name: 'session.json', content: Buffer.from(`${JSON.stringify(session, null, 2)}\n`) }];
  for (const { name, key } of compared?.files ?? []) {
    const found = await reader.read(key);
    if (!found) throw new Error(`${key} is not in the bucket of evidence`);
    files.push({ name, content: found.content });
  }
  const request = (await requests.get(id))!;
  const events = await requests.events(id);
  const { sequence, hash } = events[events.length - 1];
  files.push({ name: 'request-events.json', content: Buffer.from(`${JSON.stringify(events, null, 2)}\n`) });
  const { reason, minutes, askedAt, ended } = session;
  const { link } = await evidence.keep({
    kind: 'session',
    id,
    who: { operator, carriedBy: request.involved.carriedBy ?? null, logins: logins.map(({ who }) => who), answer: request.answer } as unknown as Json,
    what: { status: request.status, reason, minutes, askedAt, ended, compared: compared && { hook: compared.hook, both: compared.both, onlyTranscript: compared.onlyTranscript.count, doubtful: compared.doubtful.count, onlyHook: compared.onlyHook.count, missing: compared.missing, cut: compared.cut } } as unknown as Json,
    lastEvent: { sequence, hash },
    files,
  });
  return { ...link, logins: logins.map(login => login.id) };
}

/** Commands of all streams, whole, each once. */
function commandsOf(lines: string[]): string[] {
  const streams = new Map<string, typeof NEW_STREAM>();
  const commands: string[] = [];
  for (const line of lines.flatMap(text => readLine(text) ?? [])) {
    const { state, received } = receive(streams.get(line.stream) ?? NEW_STREAM, line);
    streams.set(line.stream, state);
    if (line.type === 'command' && received.is === 'line' && !line.unrecorded) commands.push(received.text);
  }
  return commands;
}
