import type { Facts } from './facts';
import type { Blocker } from './model';

/**
 * Somebody answered for it that it stood still, and that time is over: it runs
 * again, or somebody answers for it anew. What is taken back is not told here.
 */
export function exemptionLapsed({ evidence, now, at }: Facts): Blocker[] {
  const { exemptions = [] } = evidence.workload;
  const answered = exemptions.filter(
    ({ approval }) => approval !== null && Date.parse(approval.at) <= now,
  );
  const last = answered.reduce<(typeof answered)[number] | undefined>(
    (found, one) =>
      found && Date.parse(found.expiresAt) >= Date.parse(one.expiresAt)
        ? found
        : one,
    undefined,
  );
  if (!last?.approval || Date.parse(last.expiresAt) > now) return [];
  return [
    {
      type: 'exemption-lapsed',
      message: `The exemption that ${last.approval.by} approved lapsed at ${at(
        last.expiresAt,
      )}: ${last.reason}`,
    },
  ];
}
