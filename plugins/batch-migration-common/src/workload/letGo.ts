import { statesSeen } from './freshness';
import { knowLocationAt, type Evidence } from './sides';

/**
 * Since when no legacy location is active, as it was seen; `null` while one
 * is, or where that was never seen. In milliseconds.
 */
export function legacyLetGoAt(evidence: Evidence): number | null {
  const { workload, sides, history, now } = evidence;
  let since = Date.parse(workload.firstSeenAt);
  for (const location of sides.legacy) {
    const seen = statesSeen(history, location, now);
    const lastActive = seen.map(({ state }) => state).lastIndexOf('active');
    const letGo = seen[lastActive + 1];
    if (letGo) {
      since = Math.max(since, letGo.at);
    } else {
      const { state, observation } = knowLocationAt(evidence, location, now);
      const isGoneWithHost = state === 'idle' || state === 'absent';
      if (!isGoneWithHost || !observation) return null;
      // What an older source says counts again only after it was active.
      since = Math.max(
        since,
        Date.parse(observation.observedAt),
        seen[lastActive]?.at ?? since,
      );
    }
  }
  return since;
}
