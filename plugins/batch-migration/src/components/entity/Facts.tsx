import Box from '@material-ui/core/Box';
import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { WhyPopover } from '../why/WhyPopover';
import { calendarDay, daysBetween } from '../time/format';
import { factRows, type FactRow } from './factRows';
import { useFactText } from './useFactText';
import {
  HardDateAnswer,
  ServerDangerAnswer,
  ServerDangerText,
} from './WhyServer';

/** A fact; each value tells who says so. */
const FactItem = ({ row: { name, values } }: { row: FactRow }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { nameOf, valueOf, sourceOf } = useFactText();
  return (
    <Box component="li" py={0.75} borderTop={`1px solid ${tokens.rule}`}>
      <Box fontSize={12} color={tokens.text2}>
        {nameOf({ name })}
      </Box>
      {values.map(({ value, said }) => (
        <div key={value ?? ''} style={{ overflowWrap: 'anywhere' }}>
          <WhyPopover
            word={t('whyServer.named', {
              name: nameOf({ name }),
              value: valueOf({ name, value }),
            })}
            answer={() => (
              <ul
                aria-label={t('facts.sources')}
                style={{ margin: 0, paddingLeft: 20 }}
              >
                {said.map(fact => (
                  <li key={fact.source}>{sourceOf(fact)}</li>
                ))}
              </ul>
            )}
          >
            {valueOf({ name, value })}
          </WhyPopover>
        </div>
      ))}
    </Box>
  );
};

/** Dangers, hard dates and facts of a server; each says on what it rests. */
export const Facts = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const { effectOf } = useFactText();
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
            : <ServerDangerText danger={danger} />
          </Box>
        ))}
        {server.hardDates.map(hardDate => {
          const { date, effect } = hardDate;
          return (
            <Box component="li" key={`${date} ${effect}`} py={0.5}>
              <WhyPopover
                word={`${date} ${effectOf(effect)}`}
                answer={() => (
                  <HardDateAnswer date={hardDate} server={server} />
                )}
              >
                <b>{date}</b> {effectOf(effect)}
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
        {factRows(server.facts).map(row => (
          <FactItem key={row.name} row={row} />
        ))}
      </Box>
    </Section>
  );
};
