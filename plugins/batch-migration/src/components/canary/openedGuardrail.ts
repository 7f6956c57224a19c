import type {
  Bake,
  CanaryView,
  GuardrailStatement,
  GuardrailView,
} from 'backstage-plugin-batch-migration-common';

/** What somebody looked at when they opened a guardrail's dialog, however it changes behind it. */
export interface OpenedGuardrail {
  bake: Bake;
  guardrail: GuardrailView;
  statement: GuardrailStatement;
}

/** What is another by now. */
export type GuardrailChange =
  | { change: 'gone' | 'ended' }
  | { change: 'bake'; bake: Bake }
  | { change: 'verdict'; guardrail: GuardrailView };

/** What changed since a guardrail was opened; a bake that began anew is another one. */
export function changeSince(
  { bake, guardrail }: OpenedGuardrail,
  { track, guardrails }: CanaryView,
): GuardrailChange | undefined {
  const now = guardrails.find(({ id }) => id === guardrail.id);
  if (!now) return { change: 'gone' };
  if (!track.bake) return { change: 'ended' };
  if (track.bake.stepId !== bake.stepId || track.bake.since !== bake.since) {
    return { change: 'bake', bake: track.bake };
  }
  const isSame =
    now.verdict === guardrail.verdict &&
    now.attested?.at === guardrail.attested?.at;
  return isSame ? undefined : { change: 'verdict', guardrail: now };
}
