import type {
  LocationRef,
  MetricPoint,
  MetricTake,
  ObservationDetail,
  TrafficMeasure,
} from 'backstage-plugin-batch-migration-common';

/** One series that a page wants to show. */
export interface SeriesQuestion {
  /** Names it in the answer; unique among those asked at once. */
  id: string;
  /** A way of a service's requests, or the place and key of a metric of its own. */
  location: LocationRef;
  /** What a probe saw there last; `null` where none looked. */
  detail: ObservationDetail | null;
  /**
   * Of a way: what of its traffic; `requests` and `errors-5xx` are counts of
   * a period, `slowest-5` the 95th percentile in milliseconds. Of a metric:
   * how values within a period come to one.
   */
  measure: TrafficMeasure | MetricTake;
}

export interface SeriesAnswer {
  id: string;
  /** Oldest first; a period without a value is left out. */
  points: MetricPoint[];
  /** Why it could not be read, a sentence for a person; `null` where it was. */
  unread: string | null;
}

/** Tells what was measured of a service while it moves. Asked when a page is looked at; nothing is stored. */
export interface MetricSource {
  /** Unique and stable. */
  readonly id: string;

  handles(location: LocationRef): boolean;

  /**
   * One answer for each question. It throws only where it could ask for
   * nothing at all.
   *
   * @param options - from (included) until (excluded), in periods of a multiple of 60 s
   */
  read(
    questions: SeriesQuestion[],
    options: {
      from: Date;
      until: Date;
      periodSeconds: number;
      signal?: AbortSignal;
    },
  ): Promise<SeriesAnswer[]>;
}
