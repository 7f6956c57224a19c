import { normalizeCommand } from './commandSimilarity';
import { differencesOf } from './equivalence';
import { nextTick, problemOf, dueFiring, specsOf } from './fires';
import type { Facts } from './facts';
import { toInstant } from './instants';
import type {
  Danger,
  DeclaredIntent,
  ScheduleSpec,
  WorkloadLocation,
} from './model';
import { hostOf } from './places';
import { knowLocationAt, type Evidence } from './sides';

/** One way in which Git and a host disagree. */
interface Disagreement {
  message: string;
  /** The next deploy of what is declared would change what runs. */
  changesRuns: boolean;
  /** When that hurts, if it were deployed now. */
  nextAt: number | null;
  observationIds: number[];
}

interface CapturedLine {
  location: WorkloadLocation;
  isEnabled: boolean;
  schedules: ScheduleSpec[];
  command: string;
  user: string | null;
  observationId: number;
}

const shortHost = (host: string) => host.replace(/^default\//, '');

function sameRuns(a: ScheduleSpec[], b: ScheduleSpec[], now: number): boolean {
  const text = (specs: ScheduleSpec[]) =>
    specs
      .map(
        ({ expression, timezone }) =>
          `${expression.trim().replace(/\s+/g, ' ')} ${timezone}`,
      )
      .sort()
      .join('\n');
  if (text(a) === text(b)) return true;
  // What cannot be read is never equal to something else.
  if (problemOf(a) || problemOf(b)) return false;
  return differencesOf(a, b, now).length === 0;
}

function capturedLines(evidence: Evidence, host: string): CapturedLine[] {
  const { workload, now } = evidence;
  return workload.locations.flatMap(location => {
    if (location.side !== 'legacy' || hostOf(location.ref) !== host) return [];
    const { state, observation } = knowLocationAt(evidence, location, now);
    if (!observation || state === 'unknown' || state === 'absent') return [];
    const { detail } = observation;
    const isIgnoredButOn = detail.fileIgnored && detail.enabled !== false;
    return [
      {
        location,
        isEnabled: observation.state === 'active' || Boolean(isIgnoredButOn),
        schedules: specsOf(evidence, location, now),
        command: detail.command ?? workload.command,
        user: detail.user ?? null,
        observationId: observation.id,
      },
    ];
  });
}

/** Whether the host was read, so that a missing line is really missing. */
function isHostKnown(evidence: Evidence, host: string): boolean {
  const states = evidence.workload.locations
    .filter(({ side, ref }) => side === 'legacy' && hostOf(ref) === host)
    .map(location => knowLocationAt(evidence, location, evidence.now).state);
  return states.length > 0 && !states.includes('unknown');
}

function compareLine(
  facts: Facts,
  host: string,
  line: CapturedLine,
  intent: DeclaredIntent,
): Disagreement[] {
  const { now, at } = facts;
  const name = shortHost(host);
  const wanted = intent.schedule ? [intent.schedule] : [];
  const next = (specs: ScheduleSpec[]) =>
    problemOf(specs) ? null : nextTick([dueFiring(specs)], now);
  const when = (instant: number | null) =>
    instant === null ? '' : ` (next due ${at(instant)})`;
  const found: Disagreement[] = [];
  const add = (
    message: string,
    changesRuns: boolean,
    nextAt: number | null,
  ) => {
    const observationIds = [line.observationId];
    found.push({ message, changesRuns, nextAt, observationIds });
  };

  if (line.isEnabled && !intent.enabled) {
    const nextAt = next(line.schedules);
    add(
      `it is enabled on ${name} and disabled in ${
        intent.where
      }: the next deploy would stop it${when(nextAt)}`,
      true,
      nextAt,
    );
  }
  if (!line.isEnabled && intent.enabled) {
    const nextAt = next(wanted.length > 0 ? wanted : line.schedules);
    add(
      `it is disabled on ${name} and enabled in ${
        intent.where
      }: the next deploy would start it again${when(nextAt)}`,
      true,
      nextAt,
    );
  }
  const isOn = line.isEnabled || intent.enabled;
  if (wanted.length > 0 && !sameRuns(line.schedules, wanted, now)) {
    const onHost = line.schedules
      .map(({ expression }) => expression)
      .join(', ');
    const nextAt = next([...line.schedules, ...wanted]);
    add(
      `${intent.where} says ${wanted[0].expression} (${
        wanted[0].timezone
      }), ${name} says ${onHost || 'no schedule'}`,
      isOn,
      isOn ? nextAt : null,
    );
  }
  const differs = (a: string, b: string) =>
    normalizeCommand(a) !== normalizeCommand(b);
  if (differs(line.command, intent.command)) {
    add(
      `the command differs between ${intent.where} and ${name}`,
      isOn,
      isOn ? next(line.schedules) : null,
    );
  }
  if (line.user !== null && intent.user !== null && line.user !== intent.user) {
    add(
      `${intent.where} runs it as ${intent.user}, ${name} as ${line.user}`,
      isOn,
      isOn ? next(line.schedules) : null,
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
  // Pairs by enabled state first, so that two lines in a new order agree.
  const rest = [...intents];
  const unpaired: CapturedLine[] = [];
  const pairs: Array<[CapturedLine, DeclaredIntent]> = [];
  for (const line of lines) {
    const scoreOf = (intent: DeclaredIntent) =>
      (intent.location.key === line.location.key ? 4 : 0) +
      (intent.schedule && sameRuns(line.schedules, [intent.schedule], now)
        ? 2
        : 0) +
      (intent.enabled === line.isEnabled ? 1 : 0);
    const [best] = [...rest].sort((a, b) => scoreOf(b) - scoreOf(a));
    if (best) {
      rest.splice(rest.indexOf(best), 1);
      pairs.push([line, best]);
    } else {
      unpaired.push(line);
    }
  }
  const found = pairs.flatMap(([line, intent]) =>
    compareLine(facts, host, line, intent),
  );

  const isGitRead =
    intents.length > 0 || (workload.declaredHosts ?? []).includes(host);
  for (const line of isGitRead ? unpaired : []) {
    found.push({
      message: `the ${
        line.isEnabled ? 'enabled' : 'disabled'
      } line on ${name} is not in Git${
        line.isEnabled ? ': the next deploy would remove it' : ''
      }`,
      changesRuns: line.isEnabled,
      nextAt:
        line.isEnabled && !problemOf(line.schedules)
          ? nextTick([dueFiring(line.schedules)], now)
          : null,
      observationIds: [line.observationId],
    });
  }
  const isAbsent = isHostKnown(evidence, host);
  for (const intent of isAbsent ? rest : []) {
    const specs = intent.schedule ? [intent.schedule] : [];
    const nextAt =
      intent.enabled && !problemOf(specs)
        ? nextTick([dueFiring(specs)], now)
        : null;
    const due = nextAt === null ? '' : ` (next due ${at(nextAt)})`;
    found.push({
      message: `${intent.where} has it ${
        intent.enabled ? 'enabled' : 'disabled'
      }, and it is not on ${name}${
        intent.enabled ? `: the next deploy would start it${due}` : ''
      }`,
      changesRuns: intent.enabled,
      nextAt,
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
  const acute = found.filter(({ changesRuns }) => changesRuns);
  const [first] = acute
    .flatMap(({ nextAt }) => nextAt ?? [])
    .sort((a, b) => a - b);
  const text = found.map(({ message }) => message).join('; ');
  return {
    type: 'drift',
    severity: acute.length > 0 ? 'acute' : 'pressing',
    message: `Git and host differ: ${text}.`,
    nextAt: toInstant(first ?? null),
    observationIds: [
      ...new Set(found.flatMap(({ observationIds }) => observationIds)),
    ],
  };
}
