import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HiddenIcon from '@material-ui/icons/VisibilityOff';
import {
  PLACEMENTS,
  type DangerType,
  type ForecastResponse,
  type Stage,
  type Summary,
} from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { isWrongNow } from '../danger/DangerChip';
import { DangerCount } from '../danger/DangerCount';
import { FinishedBetween } from '../forecast/FinishedBetween';
import { FilterLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { NotSeenCount } from '../why/NotSeenCount';
import { DoneBar } from './DoneBar';
import { ForecastProblem } from './ForecastProblem';
import { NextHardDate } from './NextHardDate';
import { useQuestionStyles } from './questionStyles';
import type { ForecastServers } from './useServers';

const BOXES = [36, 18];

/** So many kinds stand in one line; the rest are behind one link. */
const CHIPS = 3;

/** What runs wrongly now goes before what may. */
const urgencyOf = (type: DangerType) => (isWrongNow(type) ? 0 : 1);

const WrongNow = ({ counts }: { counts: Summary }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useQuestionStyles();
  const tokens = useTokens();
  const types = counts.acuteDangers
    .filter(({ count }) => count > 0)
    .sort((a, b) => urgencyOf(a.key) - urgencyOf(b.key) || b.count - a.count);
  const more = types.slice(CHIPS);
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
                {numberText(counts.inAcuteDanger)}
              </span>
            </FilterLink>
            {types.slice(0, CHIPS).map(({ key, count }) => (
              <DangerCount key={key} type={key} count={count} />
            ))}
            {more.length > 0 && (
              <FilterLink filters={{ danger: more.map(({ key }) => key) }}>
                {t('questions.moreTypes', {
                  count: more.reduce((sum, { count }) => sum + count, 0),
                })}
              </FilterLink>
            )}
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

const DONE: Stage[] = ['retired', 'retained'];
/** Only what is seen counts, and a number leads to the rows that it counts. */
const SEEN = PLACEMENTS.filter(placement => placement !== 'unknown');

const VerifiedDone = ({ counts }: { counts: Summary }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useQuestionStyles();
  const tokens = useTokens();
  const done = counts.retired + counts.retained;
  // Rounded down, so that 100 % is said only when everything is done.
  const percent = counts.scope ? Math.floor((100 * done) / counts.scope) : 0;
  const inSoak = counts.byStage
    .filter(({ key }) => key === 'cut-over' || key === 'proven')
    .reduce((sum, { count }) => sum + count, 0);
  const unseen = counts.byStage
    .filter(({ key }) => DONE.includes(key))
    .reduce((sum, { notSeen }) => sum + notSeen, 0);
  return (
    <>
      <div className={styles.line}>
        <FilterLink
          filters={{ stage: DONE, placement: SEEN }}
          aria-label={t('questions.doneLink', {
            done: numberText(done),
            scope: numberText(counts.scope),
          })}
        >
          <span className={styles.figure}>{numberText(done)}</span>
        </FilterLink>
        <span>
          {t('questions.doneOf', { scope: numberText(counts.scope) })}
        </span>
        <div
          style={{
            flex: 1,
            minWidth: 48,
            height: 10,
            borderRadius: 2,
            background: tokens.faint,
          }}
          aria-hidden
        >
          <DoneBar counts={counts} />
        </div>
        <b>{percent} %</b>
      </div>
      <div className={styles.note} style={{ flexWrap: 'wrap' }}>
        <FilterLink filters={{ stage: ['retired'], placement: SEEN }}>
          {t('questions.retired', { count: counts.retired })}
        </FilterLink>
        <span aria-hidden>·</span>
        <FilterLink filters={{ stage: ['retained'], placement: SEEN }}>
          {t('questions.retained', { count: counts.retained })}
        </FilterLink>
        <span aria-hidden>·</span>
        <FilterLink filters={{ stage: ['cut-over', 'proven'] }}>
          {t('questions.inSoak', { count: inSoak })}
        </FilterLink>
        {unseen > 0 && (
          <>
            <span aria-hidden>·</span>
            <FilterLink filters={{ stage: DONE, placement: ['unknown'] }}>
              {t('questions.doneNotSeen', { count: unseen })}
            </FilterLink>
          </>
        )}
      </div>
    </>
  );
};

/** Four cards, four questions, above everything else. */
export const QuestionCards = ({
  summary,
  nearest,
  forecast,
}: {
  summary: Load<Summary>;
  /** Of the whole estate. */
  forecast: Load<ForecastResponse>;
  /** Servers among which is the nearest hard date. */
  nearest: Load<ForecastServers>;
}) => {
  const { t } = useTexts();
  const styles = useQuestionStyles();
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
        <Loaded load={nearest} what={t('states.what.servers')} boxes={BOXES}>
          {servers => (
            <>
              <NextHardDate
                servers={servers.items}
                forecasts={servers.forecasts}
              />
              <ForecastProblem servers={servers} onRetry={nearest.reload} />
            </>
          )}
        </Loaded>
      </Section>
    </div>
  );
};
