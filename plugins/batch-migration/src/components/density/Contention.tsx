import Box from '@material-ui/core/Box';
import WarningIcon from '@material-ui/icons/WarningRounded';
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { useWeekWords } from './useWeekWords';

const SHOWN = 5;
const NAMED = 2;

/** Where on-demand work met running jobs: why it should leave early. */
export const Contention = ({
  density: { contention, uses },
}: {
  density: DensityResponse;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const { daysOf, timeOf } = useWeekWords();
  const namesOf = (jobs: Array<{ name: string }>) => {
    const named = jobs
      .slice(0, NAMED)
      .map(({ name }) => name)
      .reduce(
        (before, next) => (before ? t('density.join', { before, next }) : next),
        '',
      );
    const count = jobs.length - NAMED;
    if (jobs.length === 0) return t('density.contentionCard.otherJobs');
    return count > 0
      ? t('density.contentionCard.andMore', { jobs: named, count })
      : named;
  };
  return (
    <Section
      title={t('density.contentionCard.title')}
      hint={t('density.contentionCard.hint')}
    >
      {contention.length === 0 && (
        <Box fontSize={13}>
          {uses === null
            ? t('density.contentionCard.unknown')
            : t('density.contentionCard.none')}
        </Box>
      )}
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {contention.slice(0, SHOWN).map(stretch => {
          const when = t('density.quietWindows.when', {
            weekdays: daysOf(stretch.weekdays),
            from: timeOf(stretch.fromMinute),
            to: timeOf(stretch.toMinute),
          });
          return (
            <Box
              component="li"
              key={when}
              display="flex"
              py={1}
              borderTop={`1px solid ${tokens.rule}`}
              style={{ gap: 8 }}
            >
              <WarningIcon
                aria-hidden
                style={{ fontSize: 16, color: tokens.danger }}
              />
              <Box flex={1} minWidth={0}>
                <Box fontSize={13} fontWeight={600}>
                  {when}
                </Box>
                <Box fontSize={12} color={tokens.text2}>
                  {t('density.contentionCard.facts', {
                    contended: numberText(stretch.contended),
                    count: stretch.uses,
                    jobs: namesOf(stretch.jobs),
                  })}
                </Box>
              </Box>
            </Box>
          );
        })}
      </Box>
    </Section>
  );
};
