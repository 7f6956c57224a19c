import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { useMemo } from 'react';
import { useTexts } from '../../translations/useTexts';
import type { FixedDate } from './HowFar';

/** The hard dates of servers that still hold something, earliest first. */
export function useHardDates(
  servers: readonly ServerView[] | undefined,
): FixedDate[] {
  const { t } = useTexts();
  return useMemo(
    () =>
      (servers ?? [])
        .filter(({ state }) => state === 'in-use')
        .flatMap(({ title, hardDates }) =>
          hardDates.map(({ date, effect }) => ({
            date,
            what: t('forecast.point.hardDate', { server: title, effect }),
          })),
        )
        .sort((a, b) => a.date.localeCompare(b.date)),
    [servers, t],
  );
}
