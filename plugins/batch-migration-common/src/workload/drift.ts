import { normalizeCommand } from './commandSimilarity';
import type { Drift, DriftLine, NextDeploy } from './driftModel';
import { later, seenSince } from './driftSince';
import { pairLines, sameRuns, type CapturedLine } from './driftPairs';
import { nextTick, problemOf, dueFiring, specsOf } from './fires';
import type { Facts } from './facts';
import { toInstant } from './instants';
import type {
  Danger,
  DeclaredIntent,
  Observation,
  ScheduleSpec,
  WorkloadLocation,
} from './model';
import { deployedRefs, hostOf, pathOf } from './places';
import { knowLocationAt, type Evidence } from './sides';

/** One way in which Git and a host disagree, and how that is told. */
interface Disagreement {
  drift: Drift;
  message: string;
  observationIds: number[];
}

const shortHost = (host: string) => host.replace(/^default\//, '');

/** Nothing that runs changes by a deploy of what is off on both sides. */
const changesRuns = ({ drift }: Disagreement) => drift.nextDeploy !== 'nothing';

function capturedLines(evidence: Evidence, host: string): CapturedLine[] {
  const { workload, now } = evidence;
  return workload.locations.flatMap(location => {
    if (location.side !== 'legacy' || hostOf(location.ref) !== host) return [];
    const { state, observation } = knowLocationAt(evidence, location, now);
    if (!observation || state === 'unknown' || state === 'absent') return [];
    const { detail } = observation;
    return [
      {
        location,
        where: whereCaptured(location, detail.line),
        isEnabled: isOn(observation),
        schedules: specsOf(evidence, location, now),
        command: detail.command ?? workload.command,
        user: detail.user ?? null,
        observationId: observation.id,
      },
    ];
  });
}

/** Switched on; a file that cron ignores may hold it. */
function isOn({ state, detail }: Observation): boolean {
  const isIgnoredButOn = detail.fileIgnored && detail.enabled !== false;
  return state === 'active' || Boolean(isIgnoredButOn);
}

function whereCaptured({ ref }: WorkloadLocation, line?: number): string {
  const path = pathOf(ref) || ref;
  return line === undefined ? path : `${path}, line ${line}`;
}

const toLine = ({
  location,
  observationId,
  ...line
}: CapturedLine): DriftLine => line;

const declaredLine = (intent: DeclaredIntent): DriftLine => ({
  where: intent.where,
  isEnabled: intent.enabled,
  schedules: intent.schedule ? [intent.schedule] : [],
  command: intent.command,
  user: intent.user,
});

/** What in a look tells since when a difference of one kind is there. */
const RESPECTS: Record<
  'enabled' | 'schedule' | 'command' | 'user',
  (observation: Observation) => string
> = {
  enabled: observation =>
    `${observation.state !== 'absent'} ${isOn(observation)}`,
  schedule: ({ state, detail }) =>
    `${state === 'absent'} ${JSON.stringify(detail.schedules ?? null)}`,
  command: ({ state, detail }) =>
    `${state === 'absent'} ${normalizeCommand(detail.command ?? '')}`,
  user: ({ state, detail }) => `${state === 'absent'} ${detail.user ?? ''}`,
};

const isThere = ({ state }: Observation) => String(state !== 'absent');

/** Whether the host was read, so that a missing line is really missing. */
function isHostKnown(evidence: Evidence, host: string): boolean {
  const states = evidence.workload.locations
    .filter(({ side, ref }) => side === 'legacy' && hostOf(ref) === host)
    .map(location => knowLocationAt(evidence, location, evidence.now).state);
  return states.length > 0 && !states.includes('unknown');
}

/** Whether the file was read in which it should stand, on a host where it never was. */
function isReadWithout(
  { workload, now }: Evidence,
  { location }: DeclaredIntent,
): boolean {
  const host = hostOf(location.ref);
  const isPlaced = workload.locations.some(
    ({ side, ref }) => side === 'legacy' && hostOf(ref) === host,
  );
  if (isPlaced) return false;
  const refs = deployedRefs(location.ref);
  return (workload.readFiles ?? []).some(
    ({ ref, freshUntil }) =>
      refs.includes(ref) && Date.parse(freshUntil) >= now,
  );
}

/** What a deploy does to a line that is on both sides, where it would stay on. */
function effectOn(
  line: CapturedLine,
  intent: DeclaredIntent,
  whileOn: NextDeploy,
): NextDeploy {
  if (line.isEnabled) return intent.enabled ? whileOn : 'stops';
  return intent.enabled ? 'starts' : 'nothing';
}

function compareLine(
  facts: Facts,
  host: string,
  line: CapturedLine,
  intent: DeclaredIntent,
): Disagreement[] {
  const { evidence, now, at } = facts;
  const name = shortHost(host);
  const wanted = intent.schedule ? [intent.schedule] : [];
  const next = (specs: ScheduleSpec[]) =>
    problemOf(specs) ? null : nextTick([dueFiring(specs)], now);
  const when = (instant: number | null) =>
    instant === null ? '' : ` (next due ${at(instant)})`;
  const found: Disagreement[] = [];
  const add = (
    kind: keyof typeof RESPECTS,
    message: string,
    nextDeploy: NextDeploy,
    nextAt: number | null,
  ) => {
    const seen = seenSince(
      evidence.history,
      line.location,
      now,
      RESPECTS[kind],
    );
    found.push({
      drift: {
        ...{ kind, host, nextDeploy },
        declared: declaredLine(intent),
        captured: toLine(line),
        sinceAt: later(seen, intent.since ?? null),
        nextAt: toInstant(nextDeploy === 'nothing' ? null : nextAt),
      },
      message,
      observationIds: [line.observationId],
    });
  };

  if (line.isEnabled && !intent.enabled) {
    const nextAt = next(line.schedules);
    add(
      'enabled',
      `it is enabled on ${name} and disabled in ${
        intent.where
      }: the next deploy would stop it${when(nextAt)}`,
      'stops',
      nextAt,
    );
  }
  if (!line.isEnabled && intent.enabled) {
    const nextAt = next(wanted.length > 0 ? wanted : line.schedules);
    add(
      'enabled',
      `it is disabled on ${name} and enabled in ${
        intent.where
      }: the next deploy would start it again${when(nextAt)}`,
      'starts',
      nextAt,
    );
  }
  if (wanted.length > 0 && !sameRuns(line.schedules, wanted, now)) {
    const onHost = line.schedules
      .map(({ expression }) => expression)
      .join(', ');
    add(
      'schedule',
      `${intent.where} says ${wanted[0].expression} (${
        wanted[0].timezone
      }), ${name} says ${onHost || 'no schedule'}`,
      effectOn(line, intent, 'other-times'),
      next([...line.schedules, ...wanted]),
    );
  }
  if (normalizeCommand(line.command) !== normalizeCommand(intent.command)) {
    add(
      'command',
      `the command differs between ${intent.where} and ${name}`,
      effectOn(line, intent, 'other-command'),
      next(line.schedules),
    );
  }
  if (line.user !== null && intent.user !== null && line.user !== intent.user) {
    add(
      'user',
      `${intent.where} runs it as ${intent.user}, ${name} as ${line.user}`,
      effectOn(line, intent, 'other-user'),
      next(line.schedules),
    );
  }
  return found;
}

function disagreementsOn(facts: Facts, host: string): Disagreement[] {
  const { evidence, now, at } = facts;
  const { workload } = evidence;
  const name = shortHost(host);
  const lines = capturedLines(evidence, host);
  const intents = workload.intents.filter(
    ({ location }) => hostOf(location.ref) === host,
  );
  const { pairs, unpaired, rest } = pairLines(lines, intents, now);
  const found = pairs.flatMap(([line, intent]) =>
    compareLine(facts, host, line, intent),
  );

  const isGitRead =
    intents.length > 0 || (workload.declaredHosts ?? []).includes(host);
  for (const line of isGitRead ? unpaired : []) {
    const nextAt =
      line.isEnabled && !problemOf(line.schedules)
        ? nextTick([dueFiring(line.schedules)], now)
        : null;
    const undeclared = workload.undeclaredSince?.find(one => one.host === host);
    const seen = seenSince(evidence.history, line.location, now, isThere);
    found.push({
      drift: {
        ...{ kind: 'only-captured', host, declared: null },
        captured: toLine(line),
        // What Git never had differs since it is on the host.
        sinceAt: undeclared ? later(seen, undeclared.at) : seen,
        nextDeploy: line.isEnabled ? 'stops' : 'nothing',
        nextAt: toInstant(nextAt),
      },
      message: `the ${
        line.isEnabled ? 'enabled' : 'disabled'
      } line on ${name} is not in Git${
        line.isEnabled ? ': the next deploy would remove it' : ''
      }`,
      observationIds: [line.observationId],
    });
  }
  const isKnown = isHostKnown(evidence, host);
  const missing = rest.filter(
    intent => isKnown || isReadWithout(evidence, intent),
  );
  for (const intent of missing) {
    const specs = intent.schedule ? [intent.schedule] : [];
    const nextAt =
      intent.enabled && !problemOf(specs)
        ? nextTick([dueFiring(specs)], now)
        : null;
    const due = nextAt === null ? '' : ` (next due ${at(nextAt)})`;
    found.push({
      drift: {
        ...{ kind: 'only-declared', host, captured: null },
        declared: declaredLine(intent),
        sinceAt: later(
          intent.since ?? null,
          ...workload.locations
            .filter(
              one =>
                one.side === 'legacy' &&
                hostOf(one.ref) === host &&
                knowLocationAt(evidence, one, now).state === 'absent',
            )
            .map(one => seenSince(evidence.history, one, now, isThere)),
        ),
        nextDeploy: intent.enabled ? 'starts' : 'nothing',
        nextAt: toInstant(nextAt),
      },
      message: `${intent.where} has it ${
        intent.enabled ? 'enabled' : 'disabled'
      }, and it is not on ${name}${
        intent.enabled ? `: the next deploy would start it${due}` : ''
      }`,
      observationIds: locationsOn(evidence, host),
    });
  }
  return found;
}

function locationsOn(evidence: Evidence, host: string): number[] {
  return evidence.workload.locations
    .filter(({ side, ref }) => side === 'legacy' && hostOf(ref) === host)
    .flatMap(
      location =>
        knowLocationAt(evidence, location, evidence.now).observation?.id ?? [],
    );
}

/**
 * What is declared differs from what was captured; acute where the next
 * deploy would change what runs. A host that is not seen now is not judged.
 */
export function driftOf(facts: Facts): Danger | null {
  const { workload } = facts.evidence;
  const hosts = new Set(
    [
      ...workload.intents.map(({ location }) => hostOf(location.ref)),
      ...(workload.declaredHosts ?? []),
    ].filter((host): host is string => host !== null),
  );
  const found = [...hosts].flatMap(host => disagreementsOn(facts, host));
  if (found.length === 0) return null;
  const acute = found.filter(changesRuns);
  const [first] = acute
    .flatMap(({ drift: { nextAt } }) => nextAt ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const text = found.map(({ message }) => message).join('; ');
  return {
    type: 'drift',
    severity: acute.length > 0 ? 'acute' : 'pressing',
    message: `Git and host differ: ${text}.`,
    nextAt: first ?? null,
    observationIds: [
      ...new Set(found.flatMap(({ observationIds }) => observationIds)),
    ],
    drifts: found.map(({ drift }) => drift),
  };
}
