import type { Day } from '../forecast/model';
import type { Server } from './model';

/**
 * - `ref`: by entity ref
 * - `hardDate`: the nearest date that lies ahead first, then dates that have
 *   passed, then servers without a date
 * - `urgency`: dates that have passed first, the rest as `hardDate`
 */
export const SERVER_ORDERS = ['ref', 'hardDate', 'urgency'] as const;
export type ServerOrder = (typeof SERVER_ORDERS)[number];

/** More than any server holds; what is left counts down from it. */
const MOST = 999_999_999;

/**
 * Where a server stands in an order, as a text without spaces: the lower one
 * comes first, and servers that stand alike are told apart by their refs.
 * Where nothing is left, no date hurts, so it comes last.
 *
 * @param left - workloads on it that are neither retired nor retained
 * @param today - in the zone of the estate; today's date lies ahead
 */
export function serverOrderKey(
  { hardDates }: Pick<Server, 'hardDates'>,
  { order, left, today }: { order: ServerOrder; left: number; today: Day },
): string {
  if (order === 'ref') return '';
  if (left === 0) return '9';
  const dates = hardDates.map(({ date }) => date).sort();
  const ahead = dates.find(date => date >= today);
  if (ahead) return `${order === 'urgency' ? 2 : 1}${ahead}`;
  if (dates.length > 0) return `${order === 'urgency' ? 1 : 2}${dates[0]}`;
  return `3${String(MOST - left).padStart(9, '0')}`;
}
