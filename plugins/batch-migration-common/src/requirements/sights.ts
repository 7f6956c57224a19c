import type {
  CheckedRequirement,
  CheckedWorkload,
  RequirementGround,
} from './checkRequirement';

export const met = (ground: RequirementGround): CheckedRequirement => ({
  state: 'met',
  ground,
});
export const open = (ground: RequirementGround): CheckedRequirement => ({
  state: 'open',
  ground,
});
export const broken = (ground: RequirementGround): CheckedRequirement => ({
  state: 'broken',
  ground,
});

/** Target locations that are there, of a kind of place. */
export function targetsOf({ locations }: CheckedWorkload, scheme = '') {
  return locations.filter(
    ({ side, ref, state }) =>
      side === 'target' &&
      ref.startsWith(scheme) &&
      (state === 'active' || state === 'idle'),
  );
}
