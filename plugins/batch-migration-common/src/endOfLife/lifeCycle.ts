import type { Fact, Server } from '../workload/model';
import { newestFact } from '../workload/newestFact';
import { LIFE_CYCLES } from './distributions';
import { operatingSystemOf } from './operatingSystem';

/** When support of one release of an operating system ends. */
export interface LifeCycle {
  /** As {@link operatingSystemOf} names it, for example `ubuntu`. */
  os: string;
  version: string;
  /** `YYYY-MM-DD`: the last day of the support that costs nothing extra. */
  supportEnds: string;
  /** What lasts longer for some, and until when. */
  extended?: { name: string; until: string };
  source: {
    title: string;
    url: string;
    /** `YYYY-MM-DD`: the day on which the source was read. */
    readAt: string;
  };
}

/** What an installation knows better, for example by a contract. */
export interface StatedEndOfLife {
  /** The beginning of the name of the system: `Red Hat Enterprise Linux 6`. */
  system: string;
  /** `YYYY-MM-DD`. */
  date: string;
  /** Who says so. */
  source: string;
}

/** Names of the fact that says when support ends, and of that from which it is told. */
export const END_OF_LIFE_FACT = 'os-end-of-life';
const OS_FACT = 'os';

/**
 * The server with the end of support of its operating system as a fact, where
 * anybody tells it. What the installation states goes before what an inventory
 * states, and that before our own list: the first of these facts counts. What
 * only repeats a date adds nothing, and what nobody tells stays unknown.
 */
export function withEndOfLife(
  server: Server,
  stated: readonly StatedEndOfLife[] = [],
): Server {
  const os = newestFact(server.facts, OS_FACT)?.value;
  if (!os) return server;
  const ends = [
    ...stated.filter(({ system }) => isOf(os, system)).map(statedFact),
    ...server.facts.filter(
      ({ name, value }) => name === END_OF_LIFE_FACT && value !== null,
    ),
    ...listed(os).map(listedFact),
  ];
  if (ends.length === 0) return server;
  return {
    ...server,
    facts: [
      ...server.facts.filter(({ name }) => name !== END_OF_LIFE_FACT),
      ...ends.filter(
        ({ value }, index) =>
          ends.findIndex(other => other.value === value) === index,
      ),
    ],
  };
}

function listed(name: string): LifeCycle[] {
  const system = operatingSystemOf(name);
  return LIFE_CYCLES.filter(
    ({ os, version }) => os === system?.os && version === system.version,
  );
}

/** `Ubuntu 12.04.5 LTS` is of `Ubuntu 12.04`; `Ubuntu 12.045` would not be. */
function isOf(os: string, system: string): boolean {
  const name = os.trim().toLocaleLowerCase('en-US');
  const beginning = system.trim().toLocaleLowerCase('en-US');
  return (
    beginning !== '' &&
    name.startsWith(beginning) &&
    !/^[a-z0-9]/.test(name.slice(beginning.length))
  );
}

function statedFact({ date, source }: StatedEndOfLife): Fact {
  return { name: END_OF_LIFE_FACT, value: date, source, observedAt: null };
}

function listedFact({ supportEnds, extended, source }: LifeCycle): Fact {
  const more = extended ? `; ${extended.name} until ${extended.until}` : '';
  return {
    name: END_OF_LIFE_FACT,
    value: supportEnds,
    source: `${source.title}, ${source.url}${more}`,
    observedAt: `${source.readAt}T00:00:00.000Z`,
  };
}
