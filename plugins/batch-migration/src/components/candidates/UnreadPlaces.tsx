import type { UnreadPlace } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';

/** Places that could not be searched, since when, and why: what is there is not known. */
export const UnreadPlaces = ({
  places,
}: {
  places: readonly UnreadPlace[];
}) => {
  const { t } = useTexts();
  const instant = useInstantText();
  if (places.length === 0) return null;
  return (
    <ul>
      {places.map(({ source, place, reason, readAt }) => (
        <li key={`${source} ${place}`}>
          {t('targets.unread', { place: place || source, reason })}{' '}
          {readAt
            ? t('targets.unreadSince', { when: instant(readAt) })
            : t('targets.neverRead')}
        </li>
      ))}
    </ul>
  );
};
