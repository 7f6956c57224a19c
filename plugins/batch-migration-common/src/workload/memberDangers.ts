import { normalizeCommand } from './commandSimilarity';
import { nextTick } from './fires';
import type { Facts } from './facts';
import { toInstant } from './instants';
import type {
  Danger,
  MemberDetail,
  Observation,
  ObservedState,
  WorkloadLocation,
} from './model';
import { hostOf, nameLocation } from './places';
import { knowLocationAt } from './sides';

const shortHost = ({ ref }: WorkloadLocation) =>
  (hostOf(ref) ?? ref).replace(/^default\//, '');

/**
 * The hosts behind an active location, for a person: those members of a group
 * that have it active, else the one host.
 */
export function activeMembers(
  { evidence, now }: Facts,
  location: WorkloadLocation,
): string[] {
  const { observation } = knowLocationAt(evidence, location, now);
  const host = shortHost(location);
  const active = (observation?.detail.members ?? []).filter(
    ({ state }) => state === 'active',
  );
  return active.length === 0
    ? [host]
    : active.map(({ name }) => `${name} of ${host}`);
}

const blanks = (text: string) => text.trim().replace(/\s+/g, ' ');

/** Each part of what a member would run, as text to compare; `null` where it is not told. */
const PARTS: Record<string, (member: MemberDetail) => string | null> = {
  schedule: ({ schedules }) =>
    schedules?.length
      ? schedules
          .map(
            ({ expression, timezone }) => `${blanks(expression)} ${timezone}`,
          )
          .sort()
          .join('\n')
      : null,
  command: ({ command }) =>
    command === undefined ? null : normalizeCommand(command),
  user: ({ user }) => user ?? null,
};

/** The parts in which these would not run the same. */
function partsThatDiffer(members: MemberDetail[]): string[] {
  return Object.keys(PARTS).filter(part => {
    const told = members.map(PARTS[part]).filter(text => text !== null);
    return new Set(told).size > 1;
  });
}

const namesOf = (members: MemberDetail[]) =>
  members.map(({ name }) => name).join(', ');

const WORDS: Record<Exclude<ObservedState, 'unknown'>, string> = {
  active: 'active on',
  idle: 'off on',
  absent: 'missing on',
};

/** Who has it active, off or not at all, where that is not the same for all that were read. */
function statesThatDiffer(members: MemberDetail[]): string[] {
  const groups = (Object.keys(WORDS) as Array<keyof typeof WORDS>).flatMap(
    state => {
      const own = members.filter(member => member.state === state);
      return own.length > 0 ? [`${WORDS[state]} ${namesOf(own)}`] : [];
    },
  );
  return groups.length > 1 ? [`it is ${groups.join(', ')}`] : [];
}

interface Difference {
  location: WorkloadLocation;
  observation: Observation;
  text: string;
  changesRuns: boolean;
}

/**
 * Hosts of a group that should be the same and are not: which of them is
 * replaced next decides what runs. Acute where active ones would not run the
 * same. A member that was not read says nothing.
 */
export function membersDiffer(facts: Facts): Danger | null {
  const { evidence, legacyFirings, now, at } = facts;
  const found = evidence.sides.legacy.flatMap((location): Difference[] => {
    const { state, observation } = knowLocationAt(evidence, location, now);
    const members = observation?.detail.members ?? [];
    if (!observation || state === 'unknown' || state === 'absent') return [];
    const active = members.filter(member => member.state === 'active');
    const there = members.filter(member =>
      ['active', 'idle'].includes(member.state),
    );
    const parts = partsThatDiffer(there);
    const texts = [
      ...statesThatDiffer(members),
      ...(parts.length > 0
        ? [`${parts.join(' and ')} differ between ${namesOf(there)}`]
        : []),
    ];
    if (texts.length === 0) return [];
    return [
      {
        location,
        observation,
        text: texts.join('; '),
        changesRuns: partsThatDiffer(active).length > 0,
      },
    ];
  });
  if (found.length === 0) return null;
  const isAcute = found.some(({ changesRuns }) => changesRuns);
  const next = isAcute ? nextTick(legacyFirings, now) : null;
  return {
    type: 'members-differ',
    severity: isAcute ? 'acute' : 'pressing',
    message: `The hosts behind ${found
      .map(({ location, text }) => `${nameLocation(location)} differ: ${text}`)
      .join('; ')}${next === null ? '' : `; next run at ${at(next)}`}.`,
    nextAt: toInstant(next),
    observationIds: found.map(({ observation }) => observation.id),
  };
}
