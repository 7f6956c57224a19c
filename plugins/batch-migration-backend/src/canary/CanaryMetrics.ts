import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  MetricSource,
  SeriesAnswer,
  SeriesQuestion,
} from 'backstage-plugin-batch-migration-node';
import { withTimeout } from '../observation/withTimeout';

/** A page waits for it: CloudWatch answers within a second or two. */
const TIMEOUT_MS = 20_000;

/** What was measured is asked for again after so long, however many look at it. */
const REMEMBERED_MS = 60_000;

/** More answers than pages that anybody looks at in a minute. */
const MAX_REMEMBERED = 100;

export interface SeriesWindow {
  from: Date;
  until: Date;
  periodSeconds: number;
}

/** Asks the metric sources, each for what it handles, and not more often than once a minute. */
export class CanaryMetrics {
  private readonly remembered = new Map<
    string,
    { until: number; answers: Promise<Map<string, SeriesAnswer>> }
  >();

  constructor(
    private readonly sources: readonly MetricSource[],
    private readonly logger: LoggerService,
  ) {}

  /**
   * Answers by id of their question. One that no source handles is left out.
   *
   * @param now - in milliseconds, of the machine: answers age with it
   */
  read(
    questions: readonly SeriesQuestion[],
    window: SeriesWindow,
    now: number = Date.now(),
  ): Promise<Map<string, SeriesAnswer>> {
    const key = JSON.stringify([
      questions.map(({ id, location, measure }) => [id, location, measure]),
      window,
    ]);
    const known = this.remembered.get(key);
    if (known && known.until > now) return known.answers;
    const answers = this.ask(questions, window);
    this.forget(now);
    this.remembered.set(key, { until: now + REMEMBERED_MS, answers });
    return answers;
  }

  private forget(now: number): void {
    for (const [key, { until }] of this.remembered) {
      if (until <= now || this.remembered.size >= MAX_REMEMBERED) {
        this.remembered.delete(key);
      }
    }
  }

  private async ask(
    questions: readonly SeriesQuestion[],
    window: SeriesWindow,
  ): Promise<Map<string, SeriesAnswer>> {
    const answers = await Promise.all(
      this.sources.map(async source => {
        const handled = questions.filter(
          ({ location }) =>
            this.sources.find(one => one.handles(location)) === source,
        );
        if (handled.length === 0) return [];
        try {
          return await withTimeout(
            signal => source.read(handled, { ...window, signal }),
            TIMEOUT_MS,
          );
        } catch (error) {
          const { message } = toError(error);
          this.logger.warn(`Metrics of ${source.id} were not read: ${message}`);
          return handled.map(({ id }) => ({
            id,
            points: [],
            unread: `The metrics could not be read: ${message}`,
          }));
        }
      }),
    );
    return new Map(answers.flat().map(answer => [answer.id, answer]));
  }
}
