/** What time it is. Tests hand over one that they move. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** Seconds since 1970, as DynamoDB's time to live counts them. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** One line of JSON: CloudWatch Logs Insights finds its fields. Never hand it a token or a body. */
export type Log = (event: string, fields?: Record<string, unknown>) => void;

export const consoleLog: Log = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));
