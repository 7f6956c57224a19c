import { randomBytes } from 'node:crypto';
import { GitHubError } from '../github/api';
import type { Reference } from '../github/reference';
import type { Identity } from '../people/approval/approvers';
import type { ApprovalRequest } from '../people/approval/record';
import { answer, type HttpAnswer, type IamCall, type IamEvent, readCall } from '../people/iam/calls';
import { type Mode, MODES } from '../runner/patch/patch';
import type { Asked, AskedFor } from '../runs/asking';
import { folderOf } from '../runs/builds';
import type { PatchRun } from '../runs/run';

/** A part of a file, so that each answer fits into one of Lambda's. */
export interface Piece {
  content: Uint8Array;
  /** Where the next one begins; `null` at the end. */
  next: number | null;
}

export interface AskProps {
  ask(given: AskedFor): Promise<Asked>;
  withdraw(run: PatchRun, by: string): Promise<void>;
  get(id: string): Promise<PatchRun | undefined>;
  requestOf(id: string): Promise<ApprovalRequest | undefined>;
  /** Of `runs/…` in the bucket of evidence; `undefined` for what is not there. */
  piece(key: string, from: number): Promise<Piece | undefined>;
  /** The role of the portal: it may ask for somebody else, whom it has signed in. */
  portalRole: string | null;
  isSame(one: Identity, other: Identity): boolean;
  newId?: () => string;
}

/** `request`, `status`, `log` and `withdraw` for people with credentials of AWS. */
export function askHandler(props: AskProps) {
  return async (event: IamEvent): Promise<HttpAnswer> => {
    const call = readCall(event, props.portalRole);
    if ('statusCode' in call) return call;
    const { arn, body } = call;
    if (body.action === 'request') return request(props, call);
    const run = typeof body.run === 'string' ? await props.get(body.run) : undefined;
    if (!run) return answer(404, { error: `There is no run ${JSON.stringify(body.run)}` });
    switch (body.action) {
      case 'status':
        return shown(props, run);
      case 'log':
        return log(props, run, body.from);
      case 'withdraw':
        await props.withdraw(run, arn);
        return shown(props, (await props.get(run.id))!);
      default:
        return answer(400, { error: 'action must be request, status, log or withdraw' });
    }
  };
}

async function request(props: AskProps, { body, caller: operator, carriedBy }: IamCall): Promise<HttpAnswer> {
  const { patch, mode, parameters = {}, requestId } = body;
  const reference = referenceOf(body);
  if (!reference) return answer(400, { error: 'Give either branch, a name, or pull, the number of a pull request' });
  if (typeof patch !== 'string' || patch.length > 200) return answer(400, { error: 'patch must be patches/YYYYMMDD-name' });
  if (!MODES.some(each => each === mode)) return answer(400, { error: `mode must be ${MODES.join(' or ')}` });
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return answer(400, { error: 'parameters must be a map' });
  // Sent again after a lost answer it is the same run.
  const isOwn = typeof requestId === 'string' && /^[a-z0-9]{16,32}$/.test(requestId);
  const id = isOwn ? `patch-${requestId}` : (props.newId ?? (() => `patch-${randomBytes(10).toString('hex')}`))();
  const found = await props.get(id);
  if (found && !props.isSame(found.operator, operator)) return answer(409, { error: 'This request id is taken' });
  const asked = await props.ask({ id, patch, reference, mode: mode as Mode, parameters: parameters as Record<string, unknown>, operator, carriedBy }).catch(unlessGitHub);
  return 'refused' in asked ? answer(409, { error: asked.refused }) : shown(props, asked.run);
}

/** As the build will ask for it: nothing that git takes for an option, a pattern or another name. */
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}$/;

function referenceOf({ branch, pull }: Record<string, unknown>): Reference | null {
  if (typeof branch === 'string' && pull === undefined) return BRANCH.test(branch) && !branch.includes('..') ? { branch } : null;
  return typeof pull === 'number' && Number.isInteger(pull) && pull > 0 && branch === undefined ? { pull } : null;
}

/** Not our failure: whoever asks may ask again. */
export function unlessGitHub(error: unknown): { refused: string } {
  if (error instanceof GitHubError) return { refused: `${error.message}. Try again` };
  throw error;
}

async function shown({ requestOf }: AskProps, run: PatchRun): Promise<HttpAnswer> {
  const found = run.needsApproval ? await requestOf(run.id) : undefined;
  const request = found && { status: found.status, answer: found.answer, expiresAt: found.expiresAt };
  return answer(200, { run, request: request ?? null });
}

async function log({ piece }: AskProps, { started, ended }: PatchRun, from: unknown): Promise<HttpAnswer> {
  if (!started) return answer(409, { error: 'It has not been started' });
  const at = typeof from === 'number' && Number.isInteger(from) && from >= 0 ? from : 0;
  const found = await piece(`runs/${folderOf(started.build)}/log.txt`, at);
  if (!found) return answer(409, { error: `The build ${started.build} has not left its log${ended ? ': CloudWatch Logs has what it printed' : ' yet'}` });
  return answer(200, { content: Buffer.from(found.content).toString('base64'), next: found.next, sha256: ended?.logSha256 ?? null });
}
