import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Day,
  ForecastResponse,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import type { Load } from '../../hooks/useLoad';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { BurnUp } from './BurnUp';
import { ProgressTable } from './ProgressTable';
import { useForecastWords } from './useForecastWords';
import { WindowsTable } from './WindowsTable';

/** A date that no forecast moves. */
export interface FixedDate {
  date: Day;
  /** In words: whose it is, and what happens then. */
  what: string;
}

const useStyles = makeStyles(theme => ({
  why: {
    fontSize: 13,
    color: tokensOf(theme.palette.type).text2,
    margin: theme.spacing(1, 0),
  },
  windows: {
    fontSize: 13,
    color: tokensOf(theme.palette.type).text2,
    // The table has the same words as its caption.
    '& caption': {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
  },
}));

const Answer = ({
  record,
  answer: { today, items },
  dates,
  asTable,
}: {
  record: ProgressResponse;
  answer: ForecastResponse;
  dates: readonly FixedDate[];
  asTable: boolean;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { reasonText } = useForecastWords();
  const [{ forecast }] = items;
  const ahead = dates.filter(({ date }) => date >= today);
  if (record.items.length === 0) {
    return <p className={styles.why}>{t('forecast.chart.empty')}</p>;
  }
  return (
    <>
      {asTable ? (
        <ProgressTable record={record} dates={ahead} />
      ) : (
        <BurnUp {...{ record, forecast, today }} dates={ahead} />
      )}
      {forecast.state === 'too-early' && (
        <p className={styles.why}>
          <b>{t('forecast.state.tooEarly')}</b> {reasonText(forecast)}
        </p>
      )}
      {forecast.windows.length > 0 && (
        <details className={styles.windows}>
          <summary>{t('forecast.windows.caption')}</summary>
          <WindowsTable forecast={forecast} />
        </details>
      )}
    </>
  );
};

export interface HowFarProps {
  progress: Load<ProgressResponse>;
  forecast: Load<ForecastResponse>;
  /** Hard dates and deadlines. */
  dates: readonly FixedDate[];
}

/** How far it is and when it may end: drawn, as a table, and window by window. */
export const HowFar = ({ progress, forecast, dates }: HowFarProps) => {
  const { t } = useTexts();
  const [asTable, setAsTable] = useState(false);
  const what = t('forecast.what');
  const days = progress.value?.items ?? [];
  const hasDays = days.length > 0;
  return (
    <Section
      title={t('forecast.title')}
      hint={
        hasDays ? (
          <>
            {t('forecast.hint')}
            {' · '}
            {t('forecast.counted', {
              at: <Time at={days[days.length - 1].countedAt} />,
            })}
          </>
        ) : (
          t('forecast.hint')
        )
      }
      action={
        hasDays && (
          <Button size="small" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'forecast.chart.asChart' : 'forecast.chart.asTable')}
          </Button>
        )
      }
    >
      <Loaded load={progress} what={what} boxes={[220]}>
        {record => (
          <Loaded load={forecast} what={what} boxes={[220]}>
            {answer => <Answer {...{ record, answer, dates, asTable }} />}
          </Loaded>
        )}
      </Loaded>
    </Section>
  );
};
