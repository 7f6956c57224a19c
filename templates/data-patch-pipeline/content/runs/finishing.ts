import type { RequestStore } from '../people/approval/store';
import { hashOf, type Json, sha256 } from '../people/canonical';
import type { Clock, Log } from '../people/clock';
import type { EvidenceReader } from '../people/evidence/lockedObjects';
import type { EvidenceFile } from '../people/evidence/manifest';
import type { EvidenceStore } from '../people/evidence/store';
import { code } from '../people/slack/text';
import { type BuildFacts, type Builds, folderOf } from './builds';
import { disagreements, readRecord, RUN_FILES, type RunFiles } from './record';
import type { PatchRun } from './run';
import type { RunOrder, RunStore } from './store';
import type { Teller } from './tell';

export interface FinishingProps {
  requests: RequestStore;
  store: RunStore;
  builds: Builds;
  reader: EvidenceReader;
  evidence: EvidenceStore;
  teller: Teller;
  /** `role/session` of the function that starts builds, as CodeBuild names it. */
  initiators: string[];
  clock: Clock;
  log: Log;
}

/** Between the start of a build and its order there is a moment, and the function that writes it may be tried again. */
const ORDER_MS = 5 * 60_000;

/** What follows from the end of a build: the result in the thread, and one manifest. Twice or late, it is the same. */
export class Finishing {
  constructor(private readonly props: FinishingProps) {}

  /** @throws Error where it is too early to say: whoever calls comes again */
  async ended(id: string): Promise<void> {
    const { store, builds, log } = this.props;
    const [build] = await builds.get([id]);
    if (!build) throw new Error(`CodeBuild does not know ${id}`);
    if (build.buildComplete !== true) return;
    const order = await store.orderOf(id);
    const run = order && (await store.get(order.run));
    log('build-ended', { build: id, status: build.buildStatus, run: run?.id });
    if (run && order) return this.finish(run, order, build);
    if (this.maySoonBeOrdered(build)) throw new Error(`The order of ${id} may still be written`);
    await this.unordered(build);
  }

  private async finish(run: PatchRun, order: RunOrder, build: BuildFacts): Promise<void> {
    const { store, requests, evidence, teller } = this.props;
    const { id } = run;
    if (run.kept) return;
    const files = await this.filesOf(build.id);
    const record = readRecord(files);
    const logFile = files.get('log.txt');
    const at = (build.endTime ?? this.props.clock()).toISOString();
    // Where the function died between order and run, the run does not know of its start.
    await store.add(id, { type: 'started', build: build.id, by: order.startedBy, carriedBy: order.carriedBy, at });
    const ended = { at, status: String(build.buildStatus), result: record?.result ?? null, logSha256: logFile ? sha256(logFile) : null };
    await store.add(id, { type: 'ended', ...ended });
    await this.tellResult(run, build, files);

    const events = run.needsApproval ? await requests.events(id) : [];
    const last = events.at(-1);
    const kept = [
      ...(await this.evidenceOf(build, files)),
      json('order.json', order),
      ...(last ? [json('request-events.json', events)] : []),
    ];
    const request = run.needsApproval ? await requests.get(id) : undefined;
    const { link } = await evidence.keep({
      kind: 'patch',
      id,
      who: plain({ askedBy: run.operator, carriedBy: run.carriedBy, writtenBy: run.hands, answer: request?.answer ?? null, startedBy: order.startedBy, startCarriedBy: order.carriedBy }),
      what: plain({ mode: run.mode, repository: run.subject.repository, sha: run.subject.sha, patch: run.subject.patch, command: run.subject.command, subjectHash: request?.subjectHash ?? null, build: build.id, ...ended }),
      // A run that needs no approval has no events: its order stands for them.
      lastEvent: last ? { sequence: last.sequence, hash: last.hash } : { sequence: 1, hash: hashOf(plain(order)) },
      files: kept,
    });
    await store.add(id, { type: 'kept', manifest: link });
    await teller.tell(id, { kind: 'kept', key: link.key, what: `${code(link.key)} ${code(link.sha256)}` });
  }

  private async tellResult(run: PatchRun, build: BuildFacts, files: RunFiles): Promise<void> {
    const { teller } = this.props;
    const { id, needsApproval } = run;
    const noted = (note: object) => (needsApproval ? { note: plain({ build: build.id, status: build.buildStatus, ...note }) } : {});
    const record = readRecord(files);
    if (record) {
      // Of what the patch says of itself nothing is a mention or a link.
      const said = record.messages.slice(0, 8).map(message => code(String(message), 300)).join('\n');
      const isKnown = ['succeeded', 'failed', 'refused', 'stopped'].includes(record.result);
      const what = `${code(build.id)} ${code(String(build.buildStatus))}${said ? `\n${said}` : ''}`;
      await teller.tell(id, { kind: isKnown ? record.result : 'failed', key: build.id, what, ...noted({ result: String(record.result) }) });
    } else {
      const what = `${code(build.id)} ${code(String(build.buildStatus))}`;
      await teller.tell(id, { kind: 'nothing-left', key: build.id, what, loud: true, ...noted({ result: null }) });
    }
    const differs = disagreements(run, build, files);
    if (differs.length === 0) return;
    await teller.tell(id, { kind: 'differs', key: build.id, what: differs.map(each => code(each, 300)).join('\n'), loud: true, ...noted({ differs }) });
  }

  /** Started past the stack. The check inside of it let nothing run; if it was not asked, the reconciliation says so every day. */
  private async unordered(build: BuildFacts): Promise<void> {
    const { store, evidence, teller } = this.props;
    const { id, initiator = 'unknown', sourceVersion = 'unknown', buildStatus } = build;
    if (await store.isRememberedUnordered(id)) return;
    const facts = { build: id, initiator, sourceVersion, status: String(buildStatus) };
    const what = `${code(id)} · ${code(initiator)} · ${code(sourceVersion)} · ${code(String(buildStatus))}`;
    await teller.tell(null, { kind: 'unordered', key: id, what, loud: true });
    const files = await this.evidenceOf(build, await this.filesOf(id));
    const who = { startedBy: initiator };
    await evidence.keep({ kind: 'build', id: folderOf(id), who, what: facts, lastEvent: { sequence: 1, hash: hashOf(facts) }, files });
    await store.rememberUnordered(id);
  }

  private maySoonBeOrdered({ initiator, startTime }: BuildFacts): boolean {
    const isOurs = this.props.initiators.includes(initiator ?? '');
    return isOurs && startTime !== undefined && this.props.clock().getTime() - startTime.getTime() < ORDER_MS;
  }

  private async filesOf(build: string): Promise<RunFiles> {
    const files = new Map<string, Uint8Array>();
    for (const name of RUN_FILES) {
      const found = await this.props.reader.read(`runs/${folderOf(build)}/${name}`);
      if (found) files.set(name, found.content);
    }
    return files;
  }

  private async evidenceOf(build: BuildFacts, files: RunFiles): Promise<EvidenceFile[]> {
    return [json('build.json', build), ...[...files].map(([name, content]) => ({ name, content }))];
  }
}

function json(name: string, value: unknown): EvidenceFile {
  return { name, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
