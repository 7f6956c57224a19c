import { WATCHED_CALLS as ALWAYS, type WatchedCalls } from '../people/watch/tamper';

/** Calls that could silence what watches the bastion, by the service that takes them. Also the pattern of the rule. */
export const WATCHED_CALLS: WatchedCalls = {
  ...ALWAYS,
  'ecs.amazonaws.com': ['RegisterTaskDefinition', 'UpdateService', 'UpdateCluster', 'RunTask', 'DeleteService'],
  'ssm.amazonaws.com': ['StartSession'],
};

/** Past ECS: the target of such a session begins with `ecs:`. */
export function isPastExec(name: string, parameters: string): boolean {
  return name === 'StartSession' && /"target"\s*:\s*"ecs:/.test(parameters);
}
