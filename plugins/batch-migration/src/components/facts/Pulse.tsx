import type { LocationView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useDuration } from '../time/useDuration';
import { percentOf } from './factsOf';

/** In a list, where a schedule would stand: copies, queue, weight, last use. */
export const Pulse = ({ locations }: { locations: LocationView[] }) => {
  const { t } = useTexts();
  const duration = useDuration();
  const seen = locations.filter(({ state }) => state !== 'unknown');
  const lastUsed = seen
    .map(({ detail }) => detail.lastUsedAt)
    .filter((at): at is string => typeof at === 'string')
    .sort()
    .pop();
  const words = seen
    .filter(({ side }) => side === 'target')
    .flatMap(({ detail: { service, queue, traffic } }) => {
      const age = queue?.oldestMessageSeconds ?? null;
      const dead = queue?.deadLetter?.visible ?? 0;
      const percent = traffic && percentOf(traffic.weight, traffic.totalWeight);
      return [
        service &&
          t('placeFacts.copiesOf', {
            running: String(service.running),
            desired: String(service.desired),
          }),
        age !== null && t('placeFacts.queueAge', { age: duration(age) }),
        dead > 0 && t('placeFacts.dead', { count: dead }),
        typeof percent === 'number' &&
          t('placeFacts.share', { percent: String(percent) }),
      ].filter(Boolean);
    });
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
