import Box from '@material-ui/core/Box';
import FlagIcon from '@material-ui/icons/Flag';
import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Section } from '../states/Section';
import { calendarDay, formatDate } from '../time/format';
import { WhyPopover } from '../why/WhyPopover';
import { FactLineItem } from './FactLines';
import { factRows } from './factRows';
import { KeyFacts, OtherDangers } from './KeyFacts';
import { LEADING } from './leadingFacts';
import { LookedAt } from './LookedAt';
import { MoreFacts } from './MoreFacts';
import { ToneChip } from './ToneChip';
import { useDistance } from './useDistance';
import { useFactText } from './useFactText';
import { HardDateAnswer } from './WhyServer';

/** Red is for what is near; what is far is told calmly. */
const NEAR_DAYS_MS = 90 * 86_400_000;

const HardDates = ({ server }: { server: ServerDetail }) => {
  const tokens = useTokens();
  const { effectOf } = useFactText();
  const distance = useDistance();
  const { now, timezone, locale } = useEstate();
  const today = now && timezone && calendarDay(now, timezone);
  return (
    <>
      {server.hardDates.map(hardDate => {
        const { date, effect } = hardDate;
        const at = new Date(`${date}T00:00:00Z`);
        const isNear = now && at.getTime() - now.getTime() < NEAR_DAYS_MS;
        return (
          <FactLineItem
            key={`${date} ${effect}`}
            icon={<FlagIcon style={{ color: tokens.danger }} />}
            title={
              <WhyPopover
                word={`${date} ${effectOf(effect)}`}
                answer={() => (
                  <HardDateAnswer date={hardDate} server={server} />
                )}
              >
                {effectOf(effect)}
              </WhyPopover>
            }
            sub={formatDate(at, locale, 'UTC')}
            chip={
              today && (
                <ToneChip tone={isNear ? 'danger' : 'plain'}>
                  {distance(today, date)}
                </ToneChip>
              )
            }
          />
        );
      })}
    </>
  );
};

/**
 * What is known of a server: first what decides about its end, each with its
 * source and time; the rest on demand. What is not known says so.
 */
export const Facts = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const rest = factRows(server.facts).filter(({ name }) => !LEADING.has(name));
  return (
    <Section title={t('facts.title')} hint={t('facts.hint')}>
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        <KeyFacts server={server} />
        <HardDates server={server} />
        <OtherDangers server={server} />
        <LookedAt server={server} />
      </Box>
      {isOpen && <MoreFacts rows={rest} />}
      {rest.length > 0 && (
        <Button
          size="small"
          color="primary"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen
            ? t('serverTab.facts.hide')
            : t('serverTab.facts.all', { count: rest.length })}
        </Button>
      )}
    </Section>
  );
};
