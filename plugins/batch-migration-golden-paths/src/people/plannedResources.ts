import type { Planned } from '../preview/byKind';

/** Functions of the layer `people`. */
const FUNCTIONS = ['Receiver', 'Sender', 'Follower'];
/** Answers, messages to Slack and follow-ups, each with its dead letters. */
const QUEUES = 6;

/** What the layer `people` makes in a stack; roles, policies and alarms apart. */
export function peopleResources(stack: string): Planned[] {
  return [
    ...functionResources(stack, FUNCTIONS),
    // The one address that the internet can call.
    ['api', 1],
    ['log-group', [`/${stack}/slack-calls`]],
    ['schedule-group', [`${stack}-follow-ups`]],
    ['schedule', 1],
    ['queue', QUEUES],
    ['table', 1],
    ['locked-bucket', 1],
    ['topic', 1],
    ['key', 1],
  ];
}

/** Functions with their logs; CloudFormation makes up the names of functions. */
export function functionResources(stack: string, names: string[]): Planned[] {
  return [
    ['function', names.length],
    ['log-group', names.map(name => `/${stack}/${name}`)],
  ];
}

/** The rules of what watches a stack, and of the test events that try the watch. */
export function watchRules(stack: string): string[] {
  return [
    'tamper',
    'tamper-trail',
    'tamper-own',
    'canary-send',
    'canary-check',
  ].map(rule => `${stack}-${rule}`);
}
