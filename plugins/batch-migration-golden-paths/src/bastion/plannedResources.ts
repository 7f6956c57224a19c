import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import {
  functionResources,
  peopleResources,
  watchRules,
} from '../people/plannedResources';
import { byKind } from '../preview/byKind';
import type { BastionAnswers } from './answers';

const FUNCTIONS = [
  ...['Ask', 'Login', 'Commands', 'Tasks', 'Acts'],
  // They watch the stack itself.
  ...['Changes', 'TestEvents'],
];

/** What the stack of a bastion will hold; roles, policies and alarms apart. */
export function bastionResources({
  repository: stack,
  seats,
}: Pick<BastionAnswers, 'repository' | 'seats'>): PlannedResource[] {
  const services = Array.from(
    { length: seats },
    (_, at) => `console-${at + 1}`,
  );
  return byKind([
    ['service', services],
    ['task-definition', [`${stack}-console`]],
    ['cluster', [stack]],
    ...functionResources(stack, FUNCTIONS),
    ['api', 1],
    [
      'event-rule',
      [
        ...['login', 'tasks', 'sweep'].map(rule => `${stack}-${rule}`),
        ...watchRules(stack),
      ],
    ],
    ['log-subscription', [`${stack}-commands`]],
    [
      'log-group',
      ['console', 'exec', 'session-calls'].map(log => `/${stack}/${log}`),
    ],
    ['schedule-group', [`${stack}-limits`]],
    // Transcripts of ECS Exec, whose agent cannot write into a locked one.
    ['bucket', 1],
    // Events that could not be handled.
    ['queue', 1],
    ['security-group', 1],
    ...peopleResources(stack),
  ]);
}
