import type { ArrivedProps } from '../people/watch/canary';

export const PATHS = ['login', 'commands'] as const;
/** Through the rule for logins, and through the subscription of the log. */
export type Path = (typeof PATHS)[number];

/** Where test events are counted, for the alarm. */
export const CANARY: Pick<ArrivedProps, 'paths' | 'namespace'> = { paths: PATHS, namespace: 'AuditedBastion' };
