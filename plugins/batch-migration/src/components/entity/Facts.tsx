import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Tooltip from '@material-ui/core/Tooltip';
import type {
  Fact,
  ServerDetail,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { batchMigrationTranslationRef } from '../../translations';
import { Section } from '../states/Section';
import { WhyPopover } from '../why/WhyPopover';
import { HardDateAnswer, ServerDangerAnswer } from './WhyServer';
import { calendarDay, daysBetween, formatInstant } from '../time/format';

/** Facts that have a word of their own; others are shown by the name they came with. */
const NAMED = [
  'os',
  'os-end-of-life',
  'instance-type',
  'virtualization',
  'tls',
  'region',
  'instance',
] as const;

const FactRow = ({ fact }: { fact: Fact }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const tokens = useTokens();
  const { locale, timezone = 'UTC' } = useEstate();
  const named = NAMED.find(name => name === fact.name);
  const at = fact.observedAt
    ? formatInstant(new Date(fact.observedAt), locale, timezone)
    : t('facts.noTime');
  return (
    <Tooltip title={t('facts.source', { source: fact.source, at })}>
      <Box
        component="li"
        tabIndex={0}
        py={0.75}
        borderTop={`1px solid ${tokens.rule}`}
      >
        <Box fontSize={12} color={tokens.text2}>
          {named ? t(`facts.names.${named}`) : fact.name}
        </Box>
        {fact.value ?? t('facts.unknown')}
      </Box>
    </Tooltip>
  );
};

/** Each fact with its source and time on hover; what is not known says so. */
export const Facts = ({ server }: { server: ServerDetail }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const tokens = useTokens();
  const { now, timezone } = useEstate();
  const today = now && timezone && calendarDay(now, timezone);
  return (
    <Section title={t('facts.title')} hint={t('facts.hint')}>
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {server.dangers.map(danger => (
          <Box
            component="li"
            key={danger.type}
            py={0.5}
            color={
              danger.severity === 'acute'
                ? tokens.dangerText
                : tokens.warningText
            }
          >
            <WhyPopover
              word={t(`serverDangers.${danger.type}`)}
              answer={() => (
                <ServerDangerAnswer danger={danger} server={server} />
              )}
            >
              <b>{t(`serverDangers.${danger.type}`)}</b>
            </WhyPopover>
            : <span lang="en">{danger.message}</span>
          </Box>
        ))}
        {server.hardDates.map(hardDate => {
          const { date, effect } = hardDate;
          return (
            <Box component="li" key={`${date} ${effect}`} py={0.5}>
              <WhyPopover
                word={`${date} ${effect}`}
                answer={() => (
                  <HardDateAnswer date={hardDate} server={server} />
                )}
              >
                <b>{date}</b> {effect}
              </WhyPopover>
              {today && date >= today && (
                <>
                  {' '}
                  · {t('questions.inDays', { count: daysBetween(today, date) })}
                </>
              )}
            </Box>
          );
        })}
        {server.facts.map(fact => (
          <FactRow key={`${fact.name} ${fact.source}`} fact={fact} />
        ))}
      </Box>
    </Section>
  );
};
