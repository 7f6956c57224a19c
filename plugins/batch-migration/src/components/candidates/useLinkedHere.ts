import type { TargetCandidate } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';

/** One that was linked on this page, as it stood there. */
interface LinkedHere {
  target: TargetCandidate;
  /** Ids of those before it. */
  before: number[];
  /** Whose answer it was. */
  question: string;
}

/** As many as `most` of what was found, among them in its place all that was linked. */
function withLinked(
  found: readonly TargetCandidate[],
  linked: readonly LinkedHere[],
  most: number,
): TargetCandidate[] {
  const isLinked = ({ id }: TargetCandidate) =>
    linked.some(({ target }) => target.id === id);
  const others = found.filter(one => !isLinked(one));
  const offered = new Set(others.slice(0, Math.max(0, most - linked.length)));
  return linked
    .reduce<TargetCandidate[]>((list, { target, before }) => {
      const places = before.map(id => list.findIndex(one => one.id === id));
      const at = Math.max(-1, ...places) + 1;
      const newest = found.find(({ id }) => id === target.id) ?? target;
      // What is linked is proposed to nobody, and after an undo not at once.
      const { proposals } = target;
      return [
        ...list.slice(0, at),
        { ...newest, proposals },
        ...list.slice(at),
      ];
    }, others)
    .filter(one => isLinked(one) || offered.has(one));
}

/**
 * What is linked is no longer among what waits. What was linked on this page
 * stays there all the same, with its undo, until the page is left.
 *
 * @param question - what was asked for; to each its own list
 */
export function useLinkedHere(
  found: readonly TargetCandidate[],
  question: string,
  most = Infinity,
) {
  const [linked, setLinked] = useState<LinkedHere[]>([]);
  const shown = withLinked(
    found,
    linked.filter(one => one.question === question),
    most,
  );

  return {
    shown,
    /** To be called before it is linked: the news may come before the answer. */
    keep: (target: TargetCandidate) => {
      const ids = shown.map(({ id }) => id);
      const before = ids.slice(0, ids.indexOf(target.id));
      setLinked(all =>
        all.some(one => one.target.id === target.id)
          ? all
          : [...all, { target, before, question }],
      );
    },
    forget: (id: number) =>
      setLinked(all => all.filter(({ target }) => target.id !== id)),
  };
}
