import type {
  checkRequirement,
  Requirement,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useDateText } from '../time/useDateText';

type Ground = ReturnType<typeof checkRequirement>['ground'];

/** What says how a requirement stands, in words. */
export function useGroundText() {
  const { t } = useTexts();
  const dayText = useDateText();
  return ({ expiresOn }: Requirement, ground: Ground): string =>
    ground === 'attested' || ground === 'expired'
      ? t(`planDetails.grounds.${ground}`, {
          day: expiresOn ? dayText(expiresOn) : '',
        })
      : t(`planDetails.grounds.${ground}`);
}
