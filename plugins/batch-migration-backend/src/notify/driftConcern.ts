import type {
  Danger,
  Drift,
  DriftLine,
  EntityRef,
} from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import type { Concern } from './changesSinceTold';
import type { Words } from './words';

function differs(words: Words, { kind, host, captured }: Drift): string {
  const name = host.split('/').pop()!;
  if (kind !== 'enabled') return words.differs[kind](name);
  return words.differs[
    captured?.isEnabled ? 'enabled-there' : 'disabled-there'
  ](name);
}

/** Where a line stands in its file is nothing to tell anew. */
const contentOf = (line: DriftLine | null) =>
  line && [line.isEnabled, line.schedules, line.command, line.user];

/** The drift of one workload as something to tell its owner. */
export function driftConcern(
  workload: { id: string; name: string; ownerRef: EntityRef | null },
  { severity, message, drifts = [] }: Danger,
  words: Words,
): Concern {
  const said = drifts.length
    ? drifts.map(drift => [
        drift.kind,
        drift.host,
        contentOf(drift.declared),
        contentOf(drift.captured),
      ])
    : message;
  const ways = new Set(drifts.map(drift => differs(words, drift)));
  const effects = new Set(
    drifts.map(drift => words.nextDeploy[drift.nextDeploy]),
  );
  return {
    topic: 'drift',
    workloadId: workload.id,
    name: workload.name,
    ownerRef: workload.ownerRef,
    severity,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(said))
      .digest('hex'),
    text: words.paragraph([
      words.sentence(ways.size > 0 ? [...ways] : [words.differsSomehow]),
      ...effects,
    ]),
  };
}
