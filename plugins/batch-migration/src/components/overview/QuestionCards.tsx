import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import FlagIcon from '@material-ui/icons/Flag';
import HiddenIcon from '@material-ui/icons/VisibilityOff';
import type {
  ForecastResponse,
  ListResponse,
  ServerView,
  Summary,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import type { Load } from '../../hooks/useLoad';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerCount } from '../danger/DangerCount';
import { FinishedBetween } from '../forecast/FinishedBetween';
import { EntityLink, FilterLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { calendarDay, daysBetween, formatDate } from '../time/format';
import { useFactText } from '../entity/useFactText';
import { HardDateAnswer } from '../entity/WhyServer';
import { NotSeenCount } from '../why/NotSeenCount';
import { WhyPopover } from '../why/WhyPopover';
import { nextHardDate } from './hardDates';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    cards: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      },
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '4px 8px',
      minHeight: 40,
    },
    figure: { fontSize: 28, fontWeight: 600, color: tokens.text1 },
    note: {
      fontSize: 13,
      color: tokens.text2,
      display: 'flex',
      gap: 6,
      alignItems: 'center',
    },
    // In a line of words, colour alone does not tell a link.
    inText: { '& a': { textDecoration: 'underline' } },
  };
});

const BOXES = [36, 18];

const WrongNow = ({ counts }: { counts: Summary }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const types = counts.acuteDangers.filter(({ count }) => count > 0);
  return (
    <>
      <div className={styles.line}>
        {counts.inAcuteDanger > 0 ? (
          <>
            <ErrorIcon style={{ color: tokens.danger }} aria-hidden />
            <FilterLink
              filters={{ danger: types.map(({ key }) => key) }}
              aria-label={t('questions.wrongLink', {
                count: counts.inAcuteDanger,
              })}
            >
              <span
                className={styles.figure}
                style={{ color: tokens.dangerText }}
              >
                {counts.inAcuteDanger}
              </span>
            </FilterLink>
            {types.map(({ key, count }) => (
              <DangerCount key={key} type={key} count={count} />
            ))}
          </>
        ) : (
          <>
            <CheckIcon style={{ color: tokens.good }} aria-hidden />
            <span>{t('questions.nothingWrong')}</span>
          </>
        )}
      </div>
      {counts.notSeen > 0 && (
        <div className={styles.note}>
          <HiddenIcon fontSize="small" aria-hidden />
          <NotSeenCount count={counts.notSeen} />
        </div>
      )}
    </>
  );
};

const VerifiedDone = ({ counts }: { counts: Summary }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const done = counts.retired + counts.retained;
  // Rounded down, so that 100 % is said only when everything is done.
  const percent = counts.scope ? Math.floor((100 * done) / counts.scope) : 0;
  const inSoak = counts.byStage
    .filter(({ key }) => key === 'cut-over' || key === 'proven')
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div className={styles.line}>
        <FilterLink
          filters={{ stage: ['retired', 'retained'] }}
          aria-label={t('questions.doneLink', {
            done: String(done),
            scope: String(counts.scope),
          })}
        >
          <span className={styles.figure}>{done}</span>
        </FilterLink>
        <span>{t('questions.doneOf', { scope: String(counts.scope) })}</span>
        <Box
          flex={1}
          minWidth={48}
          height={10}
          borderRadius={2}
          bgcolor={tokens.faint}
          aria-hidden
        >
          <Box
            height={10}
            borderRadius={2}
            width={`${percent}%`}
            bgcolor={tokens.stages.retired}
          />
        </Box>
        <b>{percent} %</b>
      </div>
      <div className={styles.note} style={{ flexWrap: 'wrap' }}>
        <FilterLink filters={{ stage: ['retired'] }}>
          {t('questions.retired', { count: counts.retired })}
        </FilterLink>
        <FilterLink filters={{ stage: ['retained'] }}>
          {t('questions.retained', { count: counts.retained })}
        </FilterLink>
        <FilterLink filters={{ stage: ['cut-over', 'proven'] }}>
          {t('questions.inSoak', { count: inSoak })}
        </FilterLink>
      </div>
    </>
  );
};

const NextHardDate = ({ servers }: { servers: ServerView[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { now, timezone, locale } = useEstate();
  const { effectOf } = useFactText();
  if (!now || !timezone) return null;
  const today = calendarDay(now, timezone);
  const next = nextHardDate(servers, today);
  if (!next) {
    return (
      <div className={styles.line}>
        <span>{t('questions.noHardDate')}</span>
      </div>
    );
  }
  const { server, date } = next;
  return (
    <>
      <div className={styles.line}>
        <FlagIcon style={{ color: tokens.warning }} aria-hidden />
        <span className={styles.figure}>
          {formatDate(
            new Date(`${date.date}T00:00:00Z`),
            locale,
            'UTC',
            date.date.slice(0, 4) !== today.slice(0, 4),
          )}
        </span>
        <span>
          {t('questions.inDays', { count: daysBetween(today, date.date) })}
        </span>
      </div>
      <div className={`${styles.note} ${styles.inText}`}>
        <span>
          <EntityLink entityRef={server.ref} tab="/migration" />
          {': '}
          <WhyPopover
            word={`${date.date} ${effectOf(date.effect)}`}
            of={server.title}
            answer={() => <HardDateAnswer date={date} server={server} />}
          >
            {effectOf(date.effect)}
          </WhyPopover>{' '}
          ·{' '}
          <FilterLink filters={{ server: [server.ref] }}>
            {t('servers.left', { count: server.left })}
          </FilterLink>
        </span>
      </div>
    </>
  );
};

/** Four cards, four questions, above everything else. */
export const QuestionCards = ({
  summary,
  servers,
  forecast,
}: {
  summary: Load<Summary>;
  /** Of the whole estate. */
  forecast: Load<ForecastResponse>;
  servers: Load<ListResponse<ServerView>>;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const top = (colour: string) => ({ side: 'top' as const, colour });
  const what = t('states.what.summary');

  return (
    <div className={styles.cards}>
      <Section title={t('questions.wrong')} edge={top(tokens.danger)}>
        <Loaded load={summary} what={what} boxes={BOXES}>
          {counts => <WrongNow counts={counts} />}
        </Loaded>
      </Section>
      <Section title={t('questions.done')} edge={top(tokens.good)}>
        <Loaded load={summary} what={what} boxes={BOXES}>
          {counts => <VerifiedDone counts={counts} />}
        </Loaded>
      </Section>
      <Section title={t('questions.finished')} edge={top(tokens.target)}>
        <Loaded load={forecast} what={t('forecast.what')} boxes={BOXES}>
          {({ items: [{ forecast: estate }] }) => (
            <FinishedBetween forecast={estate} />
          )}
        </Loaded>
      </Section>
      <Section title={t('questions.hardDate')} edge={top(tokens.warning)}>
        <Loaded load={servers} what={t('states.what.servers')} boxes={BOXES}>
          {({ items }) => <NextHardDate servers={items} />}
        </Loaded>
      </Section>
    </div>
  );
};
