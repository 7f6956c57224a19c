import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import {
  functionResources,
  peopleResources,
  watchRules,
} from '../people/plannedResources';
import { byKind } from '../preview/byKind';
import type { PatchAnswers } from './answers';

const FUNCTIONS = [
  ...['Ask', 'Start', 'Acts', 'Builds', 'Reconcile', 'PinsWriter'],
  // They watch the stack itself.
  ...['Changes', 'TestEvents'],
];

/** What the stack of a pipeline will hold; roles, policies and alarms apart. */
export function patchResources({
  repository: stack,
  securityGroupId,
}: Pick<PatchAnswers, 'repository' | 'securityGroupId'>): PlannedResource[] {
  return byKind([
    ['build-project', [stack]],
    ...functionResources(stack, FUNCTIONS),
    ['api', 1],
    [
      'event-rule',
      [
        ...['builds', 'sweep', 'reconcile-deployed'].map(
          rule => `${stack}-${rule}`,
        ),
        ...watchRules(stack),
      ],
    ],
    // The reconciliation of each day.
    ['schedule', 1],
    ['log-group', ['build', 'patch-calls'].map(log => `/${stack}/${log}`)],
    // Events that could not be handled.
    ['queue', 1],
    ['security-group', securityGroupId === null ? 1 : 0],
    ...peopleResources(stack),
  ]);
}
