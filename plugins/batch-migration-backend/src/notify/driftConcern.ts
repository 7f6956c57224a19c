import type {
  Danger,
  Drift,
  DriftLine,
  EntityRef,
} from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import type { Concern } from './changesSinceTold';

const NEXT_DEPLOY: Record<Drift['nextDeploy'], string> = {
  starts: 'The next deploy would start it.',
  stops: 'The next deploy would stop it.',
  'other-times': 'The next deploy would run it at other times.',
  'other-command': 'The next deploy would run another command.',
  'other-user': 'The next deploy would run it as another user.',
  nothing: 'The next deploy would change nothing that runs.',
};

function differs({ kind, host, captured }: Drift): string {
  const name = host.split('/').pop();
  switch (kind) {
    case 'enabled':
      return captured?.isEnabled
        ? `enabled on ${name}, disabled in Git`
        : `disabled on ${name}, enabled in Git`;
    case 'only-captured':
      return `only on ${name}`;
    case 'only-declared':
      return `only in Git, not on ${name}`;
    default:
      return `another ${kind} on ${name} than in Git`;
  }
}

/** Where a line stands in its file is nothing to tell anew. */
const contentOf = (line: DriftLine | null) =>
  line && [line.isEnabled, line.schedules, line.command, line.user];

/** The drift of one workload as something to tell its owner. */
export function driftConcern(
  workload: { id: string; name: string; ownerRef: EntityRef | null },
  { severity, message, drifts = [] }: Danger,
): Concern {
  const said = drifts.length
    ? drifts.map(drift => [
        drift.kind,
        drift.host,
        contentOf(drift.declared),
        contentOf(drift.captured),
      ])
    : message;
  const effects = new Set(drifts.map(drift => NEXT_DEPLOY[drift.nextDeploy]));
  return {
    topic: 'drift',
    workloadId: workload.id,
    name: workload.name,
    ownerRef: workload.ownerRef,
    severity,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(said))
      .digest('hex'),
    text: [
      `${[...new Set(drifts.map(differs))].join('; ') || 'differs from Git'}.`,
      ...effects,
    ].join(' '),
  };
}
