import { type Reference, WrongReference } from '../github/reference';
import type { SourceRepository } from '../github/repository';
import type { Approvals } from '../people/approval/approvals';
import type { Approvers, Identity } from '../people/approval/approvers';
import { isKnown } from '../people/approval/mayApprove';
import { nameOf, nameThrough } from '../people/approval/messages';
import type { ApprovalRequest } from '../people/approval/record';
import type { RequestStore } from '../people/approval/store';
import { checkShown, type PatchSubject } from '../people/approval/subject';
import type { Outbox } from '../people/slack/outbox';
import { code, escapeText, shorten } from '../people/slack/text';
import { needsApproval } from '../runner/approval/check-approval';
import { commandOf } from '../runner/engines/command';
import { readValues } from '../runner/patch/parameters';
import { approvalFacts, type Mode, type Patch, sentence } from '../runner/patch/patch';
import { PATCH_FOLDER } from '../runner/patch/read';
import { readFiles } from './readFiles';
import type { PatchRun } from './run';
import type { RunStore } from './store';
import type { Teller } from './tell';
import { PATCH_WORDS } from './words';

export interface AskingProps {
  approvers: Approvers;
  approvals: Approvals;
  requests: RequestStore;
  store: RunStore;
  repository: SourceRepository;
  outbox: Outbox;
  teller: Teller;
  /** `owner/name`. */
  repositoryName: string;
  dryRunWithoutApproval: string[];
}

export interface AskedFor {
  id: string;
  /** `patches/20261124-free-plan`. */
  patch: string;
  reference: Reference;
  mode: Mode;
  parameters: Record<string, unknown>;
  operator: Identity;
  /** ARN of the portal, where it asks for the operator. */
  carriedBy: string | null;
}

export type Asked = { run: PatchRun; request: ApprovalRequest | null } | { refused: string };

/** Asks for runs of patches. What is asked for is read from GitHub, never from who asks. */
export class Asking {
  constructor(private readonly props: AskingProps) {}

  /** Asked twice with one id, it is one run. */
  async ask(given: AskedFor): Promise<Asked> {
    const found = await this.props.store.get(given.id);
    if (found) return this.tell(found);
    try {
      return await this.askAnew(given);
    } catch (error) {
      if (error instanceof WrongReference) return { refused: error.message };
      throw error;
    }
  }

  /** Takes a request back. Whoever may call may do so: nothing runs by it. */
  async withdraw(run: PatchRun, by: string): Promise<void> {
    const { requests, approvals, store, teller } = this.props;
    if (run.needsApproval) {
      const { outcome, record } = await requests.apply(run.id, { type: 'withdraw', by, reason: 'taken back' });
      if (record.status !== 'withdrawn') return;
      // Also the first message, whose buttons would approve nothing any more.
      await approvals.tellOutcome(record, outcome, by, 'withdraw');
    }
    const { closed } = await store.add(run.id, { type: 'closed', why: 'withdrawn' });
    if (closed === 'withdrawn' && !run.needsApproval) await teller.tell(run.id, { kind: 'withdrawn', key: 'withdrawn', what: code(by) });
  }

  private async askAnew({ id, patch: path, reference, mode, parameters, operator, carriedBy }: AskedFor): Promise<Asked> {
    const { repository, repositoryName, dryRunWithoutApproval, store, approvers } = this.props;
    if (!PATCH_FOLDER.test(path)) return { refused: 'patch must be patches/YYYYMMDD-name' };
    const head = await repository.head(reference);
    const files = await repository.folder(head.sha, path);
    if (!files) return { refused: `${path} is not in ${repositoryName} at ${head.sha}` };
    const reading = await readFiles(path, files);
    if (!reading.patch) return { refused: reading.problems.map(sentence).join('; ') };
    const { patch } = reading;
    const without = missingFor(patch, mode);
    if (without) return { refused: without };
    const { values, problems } = readValues(patch.parameters, parameters);
    if (problems.length > 0) return { refused: problems.join('; ') };

    const subject: PatchSubject = { kind: 'patch', repository: repositoryName, sha: head.sha, patch: path, command: commandOf(patch, mode), parameters: { ...values } };
    const needed = needsApproval(mode, patch.engine, { dryRunWithoutApproval });
    const hands = needed ? await repository.hands(head, path) : [];
    const tooLong = tooLongToShow(subject);
    if (tooLong) return { refused: tooLong };
    const strangers = needed ? [operator, ...hands].filter(each => !isKnown(each, approvers.people)) : [];
    // Nobody could approve it: told now, not after somebody pressed the button.
    if (strangers.length > 0) return { refused: `Nobody can say who ${strangers.map(nameOf).join(', ')} is in Slack: add them to people in approvers.yaml` };
    const run = await store.create({ id, mode, subject, title: patch.title, facts: approvalFacts(patch), ref: head.ref, operator, carriedBy, hands, needsApproval: needed });
    return this.tell(run);
  }

  /** Also again, where the first attempt died before. */
  private async tell(run: PatchRun): Promise<Asked> {
    const { approvals, approvers, outbox } = this.props;
    const { id, subject, operator, carriedBy, hands } = run;
    if (run.needsApproval) {
      const [author = null, ...coauthors] = hands;
      const involved = { operator, author, coauthors, runner: null, ...(carriedBy !== null && { carriedBy }) };
      return { run, request: await approvals.ask({ id, subject, involved, validHours: approvers.validHours }) };
    }
    const what = `${code(subject.command.join(' '))} ${escapeText(shorten(run.title, 200))} · ${nameThrough(operator, carriedBy)} · ${code(id)}`;
    const text = PATCH_WORDS[approvers.language].tell.unneeded(what);
    await outbox.put({ id: `${id}:open:run`, thread: id, as: 'open', channel: approvers.channels.requests, text });
    return { run, request: null };
  }
}

function missingFor(patch: Patch, mode: Mode): string | null {
  if (mode === 'dry-run' && patch.noDryRun !== undefined) return `It has no dry run: ${patch.noDryRun}`;
  if (mode === 'rollback' && !patch.files.rollback) return 'It has no rollback file';
  if (mode === 'verify' && !patch.files.verify && patch.expect.queries.length === 0) return 'It has nothing to verify';
  return null;
}

function tooLongToShow(subject: PatchSubject): string | null {
  try {
    checkShown(subject);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
