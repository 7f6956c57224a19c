import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import CheckIcon from '@material-ui/icons/CheckCircle';
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { handoverRouteRef } from '../../routes';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import { handoverSearch } from '../handover/handoverAddress';
import { Section } from '../states/Section';
import { formatInstant } from '../time/format';
import { useWeekWords } from './useWeekWords';

/** More are no choice any more. */
const SHOWN = 5;

/** The calmest ranges of the week, each with a way to plan a handover in it. */
export const QuietWindows = ({
  density: { quietWindows, timezone },
  days,
  server,
}: {
  density: DensityResponse;
  days: number;
  /** Whose jobs would move; without, there is nothing to plan for. */
  server?: string;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { locale } = useEstate();
  const { daysOf, timeOf, runs, uses } = useWeekWords();
  const handover = useRouteRef(handoverRouteRef);
  return (
    <Section
      title={t('density.quietWindows.title')}
      hint={t('density.quietWindows.hint')}
    >
      {quietWindows.length === 0 && (
        <Box fontSize={13}>{t('density.quietWindows.none')}</Box>
      )}
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {quietWindows.slice(0, SHOWN).map(quiet => {
          const when = t('density.quietWindows.when', {
            weekdays: daysOf(quiet.weekdays),
            from: timeOf(quiet.fromMinute),
            to: timeOf(quiet.toMinute),
          });
          const isEmpty = quiet.runs === 0 && quiet.uses === 0;
          return (
            <Box
              component="li"
              key={when}
              display="flex"
              alignItems="center"
              py={1}
              borderTop={`1px solid ${tokens.rule}`}
              style={{ gap: 8 }}
            >
              <CheckIcon
                aria-hidden
                style={{
                  fontSize: 16,
                  color: isEmpty ? tokens.good : tokens.text3,
                }}
              />
              <Box flex={1} minWidth={0}>
                <Box fontSize={13} fontWeight={600}>
                  {when}
                </Box>
                <Box fontSize={12} color={tokens.text2}>
                  {t('density.quietWindows.facts', {
                    runs: runs(quiet.runs),
                    uses: uses(quiet.uses),
                    days: String(days),
                  })}
                  <br />
                  {t('density.quietWindows.next', {
                    at: formatInstant(new Date(quiet.nextAt), locale, timezone),
                  })}
                </Box>
              </Box>
              {server && (
                <LinkButton
                  size="small"
                  variant="outlined"
                  aria-label={t('density.quietWindows.planFor', { when })}
                  to={`${handover()}?${handoverSearch({
                    server,
                    from: quiet.nextAt,
                  })}`}
                >
                  {t('density.quietWindows.plan')}
                </LinkButton>
              )}
            </Box>
          );
        })}
      </Box>
    </Section>
  );
};
