import type { RequestStore } from '../people/approval/store';
import { type Json } from '../people/canonical';
import type { Clock } from '../people/clock';
import type { EvidenceReader, LockedObjects } from '../people/evidence/lockedObjects';
import { type EvidenceFile, manifestFile } from '../people/evidence/manifest';
import type { EvidenceStore } from '../people/evidence/store';
import type { RecordReader } from '../functions/aws/records';
import { compareRecords } from './compare';
import { taskId } from './identity';
import type { Comparison, Session } from './session';
import { readLine } from './stream/line';
import { NEW_STREAM, receive } from './stream/stream';

export interface EvidenceProps {
  records: RecordReader;
  objects: LockedObjects;
  reader: EvidenceReader;
  evidence: EvidenceStore;
  requests: RequestStore;
  clock: Clock;
}

/** Holds the two records against each other, and locks both as they are: nobody can mend them afterwards. */
export async function compareAndLock({ records, objects, clock }: EvidenceProps, session: Session): Promise<Comparison> {
  const hook: string[] = [];
  const files: EvidenceFile[] = [];
  for (const task of Object.keys(session.tasks).sort()) {
    const lines = await records.hookLines(taskId(task), new Date(session.askedAt));
    hook.push(...commandsOf(lines));
    files.push({ name: `hook-${taskId(task)}.jsonl`, content: Buffer.from(lines.map(line => `${line}\n`).join('')) });
  }
  const transcripts = new Map<string, string | null>();
  const rewritten: string[] = [];
  for (const { id, execId } of session.logins) {
    const found = execId === null ? null : await records.transcript(execId);
    transcripts.set(execId ?? id, found?.text ?? null);
    if (found) files.push({ name: `transcript-${execId}.log`, content: Buffer.from(found.text) });
    if (found && found.versions > 1) rewritten.push(`${execId}: ${found.versions} versions`);
  }
  const kept = files.map(file => ({ file, ...manifestFile({ kind: 'session', id: session.id }, file) }));
  for (const { file, key } of kept) await objects.put(key, file.content);
  const comparison = compareRecords({ hook, transcripts }, clock());
  return { ...comparison, missing: [...comparison.missing, ...rewritten], files: kept.map(({ name, key }) => ({ name, key })) };
}

/** One manifest: who, what, both records, and the last event of the request. */
export async function keepEvidence({ reader, evidence, requests }: EvidenceProps, session: Session): Promise<NonNullable<Session['kept']>> {
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
    what: { status: request.status, reason, minutes, askedAt, ended, compared: compared && { both: compared.both, onlyTranscript: compared.onlyTranscript.length, onlyHook: compared.onlyHook.length, missing: compared.missing } } as unknown as Json,
    lastEvent: { sequence, hash },
    files,
  });
  return link;
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
