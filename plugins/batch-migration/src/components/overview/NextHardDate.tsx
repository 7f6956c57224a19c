import FlagIcon from '@material-ui/icons/Flag';
import type {
  ForecastResponse,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useFactText } from '../entity/useFactText';
import { HardDateAnswer } from '../entity/WhyServer';
import { EntityLink, FilterLink } from '../links';
import { calendarDay, daysBetween, formatDate } from '../time/format';
import { useDateText } from '../time/useDateText';
import { WhyPopover } from '../why/WhyPopover';
import { nextHardDate } from './hardDates';
import { latenessOf } from './lateness';
import { LatenessAnswer } from './LatenessAnswer';
import { useLatenessText } from './ServerVerdict';
import { useQuestionStyles } from './questionStyles';

/** The nearest date that no forecast moves, and what happens then. */
export const NextHardDate = ({
  servers,
  forecasts,
}: {
  servers: ServerView[];
  /** Of those that are in use. */
  forecasts: ForecastResponse['items'];
}) => {
  const { t } = useTexts();
  const styles = useQuestionStyles();
  const tokens = useTokens();
  const { now, timezone, locale } = useEstate();
  const { effectOf } = useFactText();
  const latenessText = useLatenessText();
  const dateText = useDateText();
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
  const forecast = forecasts.find(
    ({ subject }) => subject.key === server.ref,
  )?.forecast;
  const lateness = latenessOf(server, forecast, today);
  const verdict = latenessText(lateness);
  return (
    <>
      <div className={styles.line}>
        <FlagIcon style={{ color: tokens.danger }} aria-hidden />
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
            word={`${dateText(date.date)} ${effectOf(date.effect)}`}
            of={server.title}
            answer={() => <HardDateAnswer date={date} server={server} />}
          >
            {effectOf(date.effect)}
          </WhyPopover>{' '}
          ·{' '}
          <FilterLink filters={{ server: [server.ref] }}>
            {t('servers.left', { count: server.left })}
          </FilterLink>
          {verdict && (
            <>
              {' · '}
              <WhyPopover
                word={verdict}
                of={server.title}
                answer={() => (
                  <LatenessAnswer
                    {...{ lateness, forecast, server }}
                    hardDate={date}
                  />
                )}
              >
                <b>{verdict}</b>
              </WhyPopover>
            </>
          )}
        </span>
      </div>
    </>
  );
};
