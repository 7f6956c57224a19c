import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { useMemo } from 'react';
import { useTexts } from '../../translations/useTexts';
import { useFactText } from '../entity/useFactText';
import type { FixedDate } from './HowFar';

/** The hard dates of servers that still hold something, earliest first. */
export function useHardDates(
  servers: readonly ServerView[] | undefined,
): FixedDate[] {
  const { t } = useTexts();
  const { effectOf } = useFactText();
  return useMemo(
    () =>
      (servers ?? [])
        .filter(({ state }) => state === 'in-use')
        .flatMap(({ title, hardDates }) =>
          hardDates.map(({ date, effect }) => ({
            date,
            what: t('forecast.point.hardDate', {
              server: title,
              effect: effectOf(effect),
            }),
          })),
        )
        .sort((a, b) => a.date.localeCompare(b.date)),
    [servers, t, effectOf],
  );
}
