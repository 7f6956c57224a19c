import type { IsSame } from '../runner/approval/approval';
import { checkApproval } from '../runner/approval/check-approval';
import { checkStart } from '../runner/approval/check-build';
import { type Refusal, refusal } from '../runner/approval/refusals';
import type { Engine } from '../runner/patch/patch';
import type { Baseline, BuildFacts, PastBuild } from './facts';
import { requestProblems } from './judge-request';

export type BuildVerdict =
  | { is: 'approved'; request: string | null }
  | { is: 'dry-run'; request: string | null }
  | { is: 'unapproved'; reason: string }
  | { is: 'unknown'; reason: string };

/** Modes that change nothing, and so need no approval where the stack says so. */
const TRIES = ['check', 'dry-run'];

/**
 * Whether a build was what people approved: the rules of the check inside of the build, asked from outside,
 * and the chain of events that the approval must follow from.
 */
export function judgeBuild({ id, build, order, request, unreadable }: BuildFacts, baselines: Baseline[], isSame: IsSame): BuildVerdict {
  if (unreadable !== undefined) return { is: 'unknown', reason: unreadable };
  if (!build?.startTime) return { is: 'unknown', reason: 'CodeBuild has no record of it' };
  if (baselines.length === 0) return { is: 'unknown', reason: 'nobody knows what the stack had made then' };

  const verdicts = inForce(baselines, build.startTime).map(({ pins, project }): Refusal[] => {
    const started = checkStart(build, project, pins);
    if (!order) return [...started, refusal('no-order')];
    // Of rake and its like the second word is the engine, as `commandOf` writes it.
    const [mode, engine] = order.subject.command;
    // A build that ended before it had its source has run nothing of it.
    const resolvedSourceVersion = build.resolvedSourceVersion ?? build.sourceVersion;
    const approved = checkApproval({
      order,
      build: { ...build, resolvedSourceVersion },
      pins,
      patch: { engine: engine as Engine },
      // The files are gone with the build: it checked them itself.
      subject: order.subject,
      checkedOut: resolvedSourceVersion,
      head: order.subject.sha,
      isSame,
      // An approval counts at the moment at which it was used.
      now: usedAt(build, request?.record.used?.at),
    });
    const asOrdered = mode === order.mode ? [] : [refusal('another-subject', `the order says ${order.mode}, its subject ${mode}`)];
    return [...started, ...approved, ...asOrdered];
  });
  const [fewest] = verdicts.sort((a, b) => a.length - b.length);
  const problems = request ? requestProblems(request, id) : [];
  const reasons = [...fewest.map(({ name, message }) => `${name}: ${message}`), ...problems];
  if (reasons.length > 0) return { is: 'unapproved', reason: reasons.join('; ') };
  return { is: TRIES.includes(order!.mode) ? 'dry-run' : 'approved', request: request?.record.id ?? null };
}

/** What the stack had made when a build began. Between two looks it may have been deployed already, so both count. */
function inForce(baselines: Baseline[], startTime: Date): Baseline[] {
  const at = startTime.toISOString();
  const before = baselines.filter(({ since }) => since <= at).at(-1);
  const after = baselines.find(({ since }) => since > at);
  return [before, after].filter(each => each !== undefined);
}

function usedAt({ startTime }: PastBuild, used: string | undefined): Date {
  return used === undefined ? startTime! : new Date(used);
}
