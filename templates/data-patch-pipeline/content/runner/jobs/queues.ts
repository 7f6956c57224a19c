import type { Redis, RedisAnswer } from './redis';
import type { QueueProbe } from './wait';

/** Attributes of a queue of SQS, as `GetQueueAttributes` answers them. */
export type SqsAttributes = (url: string) => Promise<Record<string, string>>;

/**
 * Jobs of one queue of Sidekiq: those in its list, and those that a process works on.
 * Jobs for later (`perform_in`) and those that wait for another try are not in it.
 */
export function sidekiqProbe(redis: Redis, queue: string): QueueProbe {
  return {
    name: `sidekiq:${queue}`,
    async depth() {
      const waiting = Number(await redis.ask('LLEN', `queue:${queue}`));
      let working = 0;
      for (const process of texts(await redis.ask('SMEMBERS', 'processes'))) {
        // Sidekiq 7.1 calls the hash `work`, older ones `workers`.
        for (const key of [`${process}:work`, `${process}:workers`]) {
          working += texts(await redis.ask('HVALS', key)).filter(job => queueOf(job) === queue).length;
        }
      }
      return waiting + working;
    },
  };
}

/** Messages that wait, that a consumer has, and that come later. */
export function sqsProbe(attributes: SqsAttributes, url: string): QueueProbe {
  return {
    name: `sqs:${url}`,
    async depth() {
      const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken, ApproximateNumberOfMessagesDelayed: delayed } = await attributes(url);
      const depth = Number(waiting) + Number(taken) + Number(delayed);
      if (!Number.isFinite(depth)) throw new Error(`SQS did not say how many messages are in ${url}`);
      return depth;
    },
  };
}

function queueOf(job: string): unknown {
  try {
    return (JSON.parse(job) as { queue?: unknown }).queue;
  } catch {
    return undefined;
  }
}

function texts(answer: RedisAnswer): string[] {
  return Array.isArray(answer) ? answer.map(String) : [];
}
