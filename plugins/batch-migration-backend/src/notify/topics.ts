/** What owners are told of. */
export const TOPICS = ['danger', 'deadline', 'drift', 'exemption'] as const;
export type Topic = (typeof TOPICS)[number];
