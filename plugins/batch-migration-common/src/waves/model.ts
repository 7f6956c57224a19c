/** What `/waves` takes and answers: workloads that move together, and until when. */
import type { StageCount } from '../api/contract';
import type { Day } from '../forecast/model';
import type { EntityRef } from '../workload/model';

/** As long as plans take the name of a wave. */
export const MAX_WAVE_NAME = 200;

/** In counts and filters it stands for what is in no wave. */
const NO_WAVE = 'none';

/** Whether a new wave may be called so: `spring-2026`. */
export function isWaveName(name: string): boolean {
  return (
    name.length <= MAX_WAVE_NAME &&
    name !== NO_WAVE &&
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
  );
}

/** What people say of a wave. Days are days in the zone of the estate. */
export interface WaveFields {
  title: string;
  /** Its first day; `null` where nobody has said. */
  start: Day | null;
  /** The last day on which work may be left; `null` where nobody has said. */
  deadline: Day | null;
  description: string | null;
  ownerRef: EntityRef | null;
}

export interface WaveRequest extends WaveFields {
  /** By which plans name it; it stays. */
  name: string;
}

export interface Wave extends WaveRequest {
  /** 0 where plans name it, and nobody has said anything of it. */
  version: number;
}

/**
 * How a wave stands against its deadline:
 * - `done`: nothing is left; `empty`: no plan names it
 * - `no-deadline`: nobody has said until when
 * - `overdue`: the deadline is over, and work is left
 * - `late`: the middle of the forecast is after it; `at-risk`: only the end of
 *   the range is; `on-time`: the whole range is before it
 * - `too-early`: there is no forecast yet
 */
export const WAVE_VERDICTS = [
  'empty',
  'done',
  'no-deadline',
  'overdue',
  'late',
  'at-risk',
  'on-time',
  'too-early',
] as const;
export type WaveVerdict = (typeof WAVE_VERDICTS)[number];

/** A wave with what is counted of its workloads, those included that one may not read. */
export interface WaveView extends Wave {
  workloads: number;
  /** Neither retired nor retained. */
  left: number;
  byStage: StageCount[];
  verdict: WaveVerdict;
  /** Work is left, and the deadline is over or near. */
  isDue: boolean;
  /** Between which days it ends; `null` where there is no forecast. */
  finish: { p10: Day; p50: Day; p90: Day } | null;
}

export interface WavesResponse {
  /** The nearest deadline first, then by name. */
  items: WaveView[];
  totalItems: number;
  nextCursor: string | null;
  today: Day;
  timezone: string;
  /** Whether who asks may make, change and delete waves. */
  mayChange: boolean;
}

/** A wave with the `ETag` under which it may be changed. */
export interface VersionedWave {
  wave: WaveView;
  etag: string;
}
