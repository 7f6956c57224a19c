import type {
  LocationView,
  ServerDetail,
  ServerView,
  WorkloadView,
} from '../api/contract';
import type { ObservedState, Server } from './model';
import { hostOf, hostOfServer } from './places';
import { countByStage, isDone } from './progress';
import { dangersOfServer, namesOf } from './serverDangers';
import { sidesOf, sideState } from './sides';

type VerdictGroup = ServerDetail['verdict'][number]['group'];

export const VERDICT_GROUPS: readonly VerdictGroup[] = [
  'runs-only-here',
  'runs-twice',
  'not-seen',
  'moved-line-here',
  'gone',
];

/** What the verdict needs to know of a workload. States of locations are as of now. */
export type VerdictRow = Pick<
  WorkloadView,
  'id' | 'name' | 'serverRefs' | 'schedule' | 'plan' | 'assessment'
> & {
  locations: Array<
    Pick<LocationView, 'side' | 'position' | 'ref' | 'key' | 'state'>
  >;
};

export interface ServerVerdict
  extends Pick<
    ServerDetail,
    | 'verdict'
    | 'state'
    | 'canBeShutDown'
    | 'reasons'
    | 'grounds'
    | 'dangers'
    | 'workloads'
    | 'left'
    | 'byStage'
  > {}

/** What is known of the server itself. */
interface Host {
  ref: string;
  /** All its instances are terminated: nothing on it lives on, read or not. */
  isGone: boolean;
}

/** The legacy side on this server alone: a workload may have left it for a twin. */
function stateHere({ ref, isGone }: Host, row: VerdictRow): ObservedState {
  if (isGone) return 'absent';
  const host = hostOfServer(ref);
  const here = sidesOf(row).legacy.filter(
    location => hostOf(location.ref) === host,
  );
  return here.length === 0
    ? row.assessment.legacy
    : sideState(
        (here as VerdictRow['locations']).map(location => location.state),
      );
}

/** Not seen counts as running; switched off on both sides still keeps the server. */
function groupOf(host: Host, row: VerdictRow): VerdictGroup {
  const { assessment } = row;
  const here = stateHere(host, row);
  if (here === 'absent') return 'gone';
  if (here === 'unknown') return 'not-seen';
  if (here === 'active') {
    return assessment.target === 'active' ? 'runs-twice' : 'runs-only-here';
  }
  if (assessment.target === 'active') return 'moved-line-here';
  return assessment.target === 'unknown' ? 'not-seen' : 'runs-only-here';
}

/** Nobody reads a host that is gone: its silence takes nothing back. */
const isRetiredOn =
  ({ isGone }: Host) =>
  ({ assessment }: VerdictRow) =>
    assessment.stage === 'retired' &&
    (isDone(assessment) || (isGone && assessment.target !== 'unknown'));

const isRetained = ({ assessment }: VerdictRow) =>
  assessment.stage === 'retained' && isDone(assessment);

type Ground = Pick<NonNullable<ServerDetail['grounds']>[number], 'code'> & {
  workloads: VerdictRow[];
};

const SENTENCES: Record<Ground['code'], string> = {
  'never-read': 'No workload was ever seen on it; read its inventory first.',
  retained: 'retained by decision',
  'only-here': 'only here, not running on a target',
  'active-on-both': 'active here and on the target',
  'not-seen': 'not seen, so it counts as running',
  'line-still-here': 'moved, and the line is still here',
  'gone-unseen': 'gone from here, and not seen to run elsewhere',
};

function groundsOf(
  groups: Map<VerdictGroup, VerdictRow[]>,
  rows: VerdictRow[],
): Ground[] {
  const of = (group: VerdictGroup) => groups.get(group)!;
  const grounds: Ground[] = [];
  const add = (code: Ground['code'], found: VerdictRow[]) => {
    if (found.length > 0) grounds.push({ code, workloads: found });
  };
  if (rows.length === 0) {
    grounds.push({ code: 'never-read', workloads: [] });
  }
  add('retained', of('runs-only-here').filter(isRetained));
  add(
    'only-here',
    of('runs-only-here').filter(row => !isRetained(row)),
  );
  add('active-on-both', of('runs-twice'));
  add('not-seen', of('not-seen'));
  add('line-still-here', of('moved-line-here'));
  add(
    'gone-unseen',
    of('gone').filter(
      ({ assessment: { stage, placement } }) =>
        stage !== 'retired' && ['neither', 'unknown'].includes(placement),
    ),
  );
  return grounds;
}

const sentenceOf = ({ code, workloads }: Ground) =>
  workloads.length === 0
    ? SENTENCES[code]
    : `${workloads.length} ${SENTENCES[code]}: ${namesOf(workloads)}.`;

/** It runs on this server, and nowhere else. */
const isAlone = (host: Host, row: VerdictRow) =>
  row.serverRefs.length === 1 &&
  row.assessment.target !== 'active' &&
  stateHere(host, row) === 'active';

/**
 * Whether a server can be shut down, and what keeps it. `retired` when every
 * workload is retired and its instances are gone, `kept` when what is left is
 * retained by decision. Dates are days in UTC and count until their end.
 *
 * @param rows - the workloads of this server
 * @param instances - its instances as seen now
 */
export function serverVerdict(
  server: Server,
  rows: VerdictRow[],
  instances: Array<Pick<LocationView, 'state'>>,
  now: Date,
): ServerVerdict {
  const host: Host = {
    ref: server.ref,
    isGone:
      instances.length > 0 &&
      instances.every(({ state }) => state === 'absent'),
  };
  const isRetired = isRetiredOn(host);
  const groups = new Map<VerdictGroup, VerdictRow[]>(
    VERDICT_GROUPS.map(group => [group, []]),
  );
  for (const row of rows) groups.get(groupOf(host, row))!.push(row);

  const left = rows.filter(row => !isRetired(row) && !isRetained(row));
  let state: ServerView['state'] = 'in-use';
  if (rows.length > 0 && rows.every(isRetired) && host.isGone)
    state = 'retired';
  else if (rows.some(isRetained) && left.length === 0) state = 'kept';

  const grounds = groundsOf(groups, rows);
  const stillHere = rows.filter(row => !groups.get('gone')!.includes(row));
  return {
    verdict: [...groups].map(([group, members]) => ({
      group,
      workloads: members.map(({ id, name }) => ({ id, name })),
    })),
    state,
    canBeShutDown: grounds.length === 0,
    reasons: grounds.map(sentenceOf),
    grounds: grounds.map(({ code, workloads }) => ({
      code,
      workloads: workloads.map(({ id, name }) => ({ id, name })),
    })),
    dangers:
      state === 'retired'
        ? []
        : dangersOfServer({
            server,
            stillHere,
            alone: rows.filter(row => isAlone(host, row)),
            now,
          }),
    workloads: rows.length,
    left: left.length,
    byStage: countByStage(rows.map(({ assessment }) => assessment)),
  };
}
