import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Day,
  Forecast,
  HardDate,
} from 'backstage-plugin-batch-migration-common';
import { outlined, tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useFactText } from '../entity/useFactText';
import { useForecastWords } from '../forecast/useForecastWords';
import type { TimeAxis } from './timeAxis';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const part = { position: 'absolute' as const, top: 4, height: 10 };
  return {
    band: { position: 'relative', height: 18, minWidth: 100 },
    inTime: {
      ...{ ...part, background: tokens.stages.planned, borderRadius: 5 },
      boxShadow: outlined(tokens),
    },
    // Red hatching is only the part after the hard date.
    late: {
      ...part,
      borderRadius: 5,
      background: `repeating-linear-gradient(135deg, ${tokens.danger} 0 1.5px, ${tokens.dangerSurface} 1.5px 5px)`,
    },
    middle: { ...part, top: 1, height: 16, width: 3, marginLeft: -1 },
    today: {
      position: 'absolute',
      top: -4,
      bottom: -4,
      borderLeft: `1px dotted ${tokens.text3}`,
    },
    date: {
      position: 'absolute',
      top: 4,
      width: 10,
      height: 10,
      marginLeft: -5,
      transform: 'rotate(45deg) scale(0.8)',
      border: `1.5px solid ${tokens.text2}`,
      background: tokens.surface,
    },
    dateMissed: { background: tokens.danger, borderColor: tokens.danger },
    target: { background: tokens.target },
    danger: { background: tokens.danger },
  };
});

/** When a server may be empty, against the date that no forecast moves. */
export const ServerBand = ({
  axis,
  today,
  forecast,
  hardDate,
}: {
  axis: TimeAxis;
  today: Day;
  forecast: Forecast | undefined;
  /** The next one. */
  hardDate: HardDate | undefined;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { dayText } = useForecastWords();
  const { effectOf } = useFactText();
  const finish = forecast?.state === 'range' ? forecast.finish : undefined;
  const limit = hardDate?.date;
  const isLate = finish && limit !== undefined && finish.p90 > limit;
  const words = [
    finish
      ? t('servers.bandOf', {
          from: dayText(finish.p10),
          to: dayText(finish.p90),
          middle: dayText(finish.p50),
        })
      : t('servers.noBand'),
    ...(hardDate
      ? [
          t('servers.hardDateOf', {
            date: dayText(hardDate.date),
            effect: effectOf(hardDate.effect),
          }),
        ]
      : []),
  ].join('; ');
  const stretch = (from: Day, to: Day) => ({
    left: `${axis.at(from)}%`,
    width: `${Math.max(0.8, axis.at(to) - axis.at(from))}%`,
  });
  const split =
    finish && isLate && limit! > finish.p10 ? limit! : finish?.p10 ?? today;
  return (
    <div className={styles.band} role="img" aria-label={words} title={words}>
      <span className={styles.today} style={{ left: `${axis.at(today)}%` }} />
      {finish && !isLate && (
        <span
          className={styles.inTime}
          style={stretch(finish.p10, finish.p90)}
        />
      )}
      {finish && isLate && (
        <>
          {split > finish.p10 && (
            <span
              className={styles.inTime}
              style={stretch(finish.p10, split)}
            />
          )}
          <span className={styles.late} style={stretch(split, finish.p90)} />
        </>
      )}
      {finish && finish.p50 <= axis.to && (
        <span
          className={`${styles.middle} ${
            isLate && finish.p50 > limit! ? styles.danger : styles.target
          }`}
          style={{ left: `${axis.at(finish.p50)}%` }}
        />
      )}
      {limit && limit <= axis.to && (
        <span
          className={`${styles.date} ${isLate ? styles.dateMissed : ''}`}
          style={{ left: `${axis.at(limit)}%` }}
        />
      )}
    </div>
  );
};
