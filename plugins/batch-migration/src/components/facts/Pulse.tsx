import type { LocationView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useDuration } from '../time/useDuration';
import { percentOf } from './factsOf';
import { useCopies } from './useCopies';

/** In a list, where a schedule would stand: copies, queue, weight, last use. */
export const Pulse = ({ locations }: { locations: LocationView[] }) => {
  const { t } = useTexts();
  const duration = useDuration();
  const copiesOf = useCopies();
  const seen = locations.filter(({ state }) => state !== 'unknown');
  const lastUsed = seen
    .map(({ detail }) => detail.lastUsedAt)
    .filter((at): at is string => typeof at === 'string')
    .sort()
    .pop();
  const targets = seen.filter(({ side }) => side === 'target');
  const services = targets.flatMap(({ detail: { service } }) => service ?? []);
  const words = [
    ...(services.length > 0 ? [copiesOf(services)] : []),
    ...targets.flatMap(({ detail: { queue, traffic } }) => {
      const age = queue?.oldestMessageSeconds ?? null;
      const dead = queue?.deadLetter?.visible ?? 0;
      const percent = traffic && percentOf(traffic.weight, traffic.totalWeight);
      return [
        age !== null && t('placeFacts.queueAge', { age: duration(age) }),
        dead > 0 && t('placeFacts.dead', { count: dead }),
        typeof percent === 'number' &&
          t('placeFacts.share', { percent: String(percent) }),
      ].filter(Boolean);
    }),
  ];
  return (
    <div>
      {words.join(' · ')}
      {lastUsed && (
        <>
          {t('placeFacts.lastUsed')}: <Time at={lastUsed} />
        </>
      )}
    </div>
  );
};
