import {
  hostOf,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';

/** A place for a person: `etc/cron.d/batch on bat000`, `digest in scheduler:…`. */
export function usePlaceName(): (location: LocationRef) => string {
  const { t } = useTexts();
  return ({ ref, key }) => {
    const host = hostOf(ref)?.split('/')[1];
    if (!host) return t('why.inPlace', { key, place: ref });
    // A crontab's lines have keys that only machines read.
    const path = ref.replace(/^[^:]+:[^/]+\/[^/]+\/?/, '');
    return t('why.onHost', { path: path || key, host });
  };
}
