import makeStyles from '@material-ui/core/styles/makeStyles';
import type { Forecast } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WhyPopover } from '../why/WhyPopover';
import { useForecastWords } from './useForecastWords';
import { WindowsTable } from './WindowsTable';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    figure: {
      fontSize: 24,
      fontWeight: 600,
      color: tokens.text1,
      minHeight: 40,
      display: 'flex',
      alignItems: 'center',
    },
    note: { fontSize: 13, color: tokens.text2 },
  };
});

/** When it ends: always a range, the middle in small; or why nothing is said. */
export const FinishedBetween = ({ forecast }: { forecast: Forecast }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const [figure, note] = useAnswer(forecast);
  return (
    <>
      <div className={styles.figure}>
        {forecast.windows.length > 0 ? (
          <WhyPopover
            word={figure}
            answer={() => (
              <>
                <div>{t('forecast.why')}</div>
                <WindowsTable forecast={forecast} />
              </>
            )}
          >
            {figure}
          </WhyPopover>
        ) : (
          figure
        )}
      </div>
      <div className={styles.note}>{note}</div>
    </>
  );
};

function useAnswer(forecast: Forecast): [string, string] {
  const { t } = useTexts();
  const { rangeText, dayText, reasonText } = useForecastWords();
  switch (forecast.state) {
    case 'range': {
      const { p10, p50, p90 } = forecast.finish;
      return [
        rangeText(p10, p90),
        t('forecast.simulations', { middle: dayText(p50) }),
      ];
    }
    case 'too-early':
      return [t('forecast.state.tooEarly'), reasonText(forecast)];
    case 'finished':
      return [t('forecast.state.finished'), t('forecast.finishedWhy')];
    default:
      return [t('forecast.state.nothing'), t('forecast.nothingWhy')];
  }
}
