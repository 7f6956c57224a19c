import { checkProject } from '../runner/approval/check-build';
import { applicationOf } from '../runner/environment';
import type { BuildFacts, BuildWindow, Facts } from './facts';
import { judgeBuild } from './judge-build';
import { judgeRoles } from './judge-roles';
import { judgeSessions } from './judge-sessions';
import type { Approved, Unapproved, Unknown, WholeReport } from './report';

/** Compares what happened with what was approved. Reads nothing but its argument. */
export function reconcile(facts: Facts): WholeReport {
  const { at, from, until, sessions, baselines, isSame } = facts;
  const approved: Approved[] = [];
  const dryRuns: Approved[] = [];
  const unapproved: Unapproved[] = [];
  const unknown: Unknown[] = facts.unasked.map(each => ({ what: 'build', at: until.toISOString(), ...each }));
  /** When patches of the pipeline could be in the database: a check reads files alone. */
  const windows: BuildWindow[] = [];

  for (const each of facts.builds) {
    const verdict = judgeBuild(each, baselines, isSame);
    const known = { what: 'build' as const, id: each.id, at: startOf(each, until), by: starterOf(each) };
    if (verdict.is === 'unknown') unknown.push({ what: 'build', id: each.id, at: known.at, reason: verdict.reason });
    if (verdict.is === 'unapproved') unapproved.push({ ...known, reason: verdict.reason });
    if (verdict.is === 'approved' || verdict.is === 'dry-run') {
      (verdict.is === 'dry-run' ? dryRuns : approved).push({ ...known, request: verdict.request });
      if (each.order?.mode === 'check') continue;
      const to = (each.build?.endTime ?? until).toISOString();
      windows.push({ id: each.id, from: known.at, to, request: verdict.request, application: applicationOf(each.id), isDryRun: verdict.is === 'dry-run' });
    }
  }
  unapproved.push(...facts.deleted.map(each => ({ what: 'build' as const, ...each, reason: 'deleted: its record was taken away, so nobody can say what it did' })));
  unapproved.push(...changedProject(facts));
  const roles = judgeRoles(facts.roles, until);
  unapproved.push(...roles.unapproved);
  unknown.push(...roles.unknown);
  if (sessions) {
    const judged = judgeSessions(sessions, windows, until);
    approved.push(...judged.approved);
    dryRuns.push(...judged.dryRuns);
    unapproved.push(...judged.unapproved);
    unknown.push(...judged.unknown);
  }
  return {
    version: 1,
    at: at.toISOString(),
    from: from.toISOString(),
    until: until.toISOString(),
    scope: { builds: true, databaseSessions: sessions && { logGroup: sessions.logGroup } },
    changes: approved.length + unapproved.length + unknown.length,
    approved,
    dryRuns,
    unapproved,
    unknown,
  };
}

/** A project that was changed past the stack lets the next build do another thing than people think. */
function changedProject({ project, baselines, until }: Facts): Unapproved[] {
  const now = baselines.at(-1);
  if (!now) return [];
  const refusals = checkProject(project, now.pins);
  if (refusals.length === 0) return [];
  const reason = refusals.map(({ name, message }) => `${name}: ${message}`).join('; ');
  return [{ what: 'build', id: now.pins.project, at: until.toISOString(), by: 'CloudTrail names who called UpdateProject', reason }];
}

function startOf({ build }: BuildFacts, until: Date): string {
  return (build?.startTime ?? until).toISOString();
}

/** As CodeBuild says, and whom the order names: the function starts builds for people. */
function starterOf({ build, order }: BuildFacts): string {
  const { slack, emails = [], github, aws } = order?.startedBy ?? {};
  const person = slack ?? emails[0] ?? github ?? aws;
  const initiator = build?.initiator ?? 'unknown';
  return person === undefined ? initiator : `${initiator} for ${person}`;
}
