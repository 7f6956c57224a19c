/** A load: messages a second at a time, in seconds from the start. */
export interface Load {
  name: string;
  what: string;
  /** Least number of tasks that the rule by backlog keeps. */
  min: number;
  rate(seconds: number): number;
}

const HOUR = 3600;
/** Six hours of each. */
export const SECONDS = 6 * HOUR;

export const LOADS: Load[] = [
  {
    name: 'spike',
    what: 'three messages a minute; for ten minutes two a second',
    min: 1,
    rate: at => (at >= HOUR && at < HOUR + 600 ? 2 : 0.05),
  },
  {
    name: 'slow tide',
    what: 'from three a minute to two a second and back, in six hours',
    min: 1,
    rate: at => 0.05 + 0.975 * (1 - Math.cos((2 * Math.PI * at) / SECONDS)),
  },
  {
    name: 'zero',
    what: 'nothing, but 30 messages in one minute after two hours',
    min: 0,
    rate: at => (at >= 2 * HOUR && at < 2 * HOUR + 60 ? 0.5 : 0),
  },
  {
    name: 'sawtooth',
    what: 'from none to two a second in half an hour, then none at once',
    min: 1,
    rate: at => (2 * (at % 1800)) / 1800,
  },
];
