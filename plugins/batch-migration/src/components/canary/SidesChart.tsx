import makeStyles from '@material-ui/core/styles/makeStyles';
import { lazy } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { ChartWait } from '../chart/ChartWait';
import { useWalk } from '../chart/useWalk';
import { useInstantText } from '../time/Time';
import type { SidesChartProps } from './LineCharts';

const LineCharts = lazy(() => import('./LineCharts'));

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    title: {
      font: 'inherit',
      fontSize: 14,
      fontWeight: 500,
      margin: 0,
      '& span': { fontWeight: 400, fontSize: 13, color: tokens.text2 },
    },
    chart: {
      borderRadius: 2,
      '&:focus': { outline: `2px solid ${tokens.target}`, outlineOffset: 2 },
    },
    sentence: { fontSize: 12, color: tokens.text2, minHeight: 18, margin: 0 },
  };
});

export interface SidesChartOf
  extends Omit<SidesChartProps, 'active' | 'formatTime'> {
  name: string;
  unit: string;
  formatTime(at: number): string;
}

/** One chart: arrow keys walk its points, each of which is read out; Escape leaves them. */
export const SidesChart = ({ name, unit, ...chart }: SidesChartOf) => {
  const { t } = useTexts();
  const styles = useStyles();
  const instant = useInstantText();
  const { rows, formatValue } = chart;
  const { index, keys } = useWalk(rows.length);
  const last = rows.length - 1;
  const valueOf = (value: number | null) =>
    value === null ? t('canary.charts.nothing') : formatValue(value);
  const row = index === null ? undefined : rows[index];

  return (
    <div>
      <h3 className={styles.title}>
        {name} <span>{unit}</span>
      </h3>
      {/* One stop of the keyboard: arrow keys walk the points of the picture. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={styles.chart}
        role="img"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t('canary.charts.label', {
          name,
          unit,
          legacy: valueOf(rows[last]?.legacy ?? null),
          target: valueOf(rows[last]?.target ?? null),
        })}
        {...keys}
      >
        <ChartWait height={128}>
          <LineCharts {...chart} active={row?.at ?? null} />
        </ChartWait>
      </div>
      <p className={styles.sentence} role="status">
        {row &&
          t('canary.charts.point', {
            at: instant(new Date(row.at).toISOString()),
            legacy: valueOf(row.legacy),
            target: valueOf(row.target),
          })}
      </p>
    </div>
  );
};
