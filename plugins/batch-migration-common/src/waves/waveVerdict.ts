import { daysFrom } from '../forecast/calendar';
import type { Day, Forecast } from '../forecast/model';
import type { WaveView } from './model';

/** What a verdict rests on. */
export interface WaveFacts {
  deadline: Day | null;
  workloads: number;
  /** Neither retired nor retained. */
  left: number;
  /** `null` where nobody has asked for one. */
  forecast: Forecast | null;
  /** Today in the zone of the estate. */
  today: Day;
  /** From so many days before its deadline a wave with work left is due. */
  warnDays: number;
}

/** How a wave stands against its deadline, which is the last day of it. */
export function waveVerdict({
  deadline,
  workloads,
  left,
  forecast,
  today,
  warnDays,
}: WaveFacts): Pick<WaveView, 'verdict' | 'isDue' | 'finish'> {
  const range =
    left > 0 && forecast?.state === 'range' ? forecast.finish : null;
  const finish = range && { p10: range.p10, p50: range.p50, p90: range.p90 };
  const isDue =
    deadline !== null && left > 0 && daysFrom(today, deadline) <= warnDays;
  const answer = (verdict: WaveView['verdict']) => ({
    verdict,
    isDue,
    finish,
  });
  if (workloads === 0) return answer('empty');
  if (left === 0) return answer('done');
  if (deadline === null) return answer('no-deadline');
  if (deadline < today) return answer('overdue');
  if (finish === null) return answer('too-early');
  if (finish.p50 > deadline) return answer('late');
  return answer(finish.p90 > deadline ? 'at-risk' : 'on-time');
}
