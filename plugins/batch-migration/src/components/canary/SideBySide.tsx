import { Link } from '@backstage/core-components';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  CanarySeries,
  CanaryView,
  PairedSeries,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Section } from '../states/Section';
import { formatNear } from '../time/format';
import { Time } from '../time/Time';
import { useZone } from '../time/useZone';
import { SidesChart } from './SidesChart';
import { useCanaryWords } from './useCanaryWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    charts: {
      display: 'grid',
      gap: theme.spacing(2, 3),
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    key: {
      display: 'inline-block',
      width: 11,
      height: 11,
      margin: '0 4px 0 8px',
      verticalAlign: 'baseline',
    },
    scroll: { overflowX: 'auto', maxHeight: 420 },
    table: {
      borderCollapse: 'collapse',
      width: '100%',
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      '& th, & td': {
        padding: '4px 8px',
        textAlign: 'right',
        borderBottom: `1px solid ${tokens.rule}`,
        whiteSpace: 'nowrap',
      },
      '& th:first-child': { textAlign: 'left', fontWeight: 400 },
    },
  };
});

const MEASURES = ['requests', 'slowest', 'errors'] as const;
const DIGITS = { requests: 1, slowest: 0, errors: 3 };

const rowsOf = ({ at }: CanarySeries, { legacy, target }: PairedSeries) =>
  at.map((instant, index) => ({
    at: Date.parse(instant),
    legacy: legacy[index],
    target: target[index],
  }));

/** Both sides of the last day in three small charts, or as a table. Absent where nobody measures. */
export const SideBySide = ({ canary }: { canary: CanaryView }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { number, percent } = useCanaryWords();
  const { locale } = useEstate();
  const { zone, named } = useZone();
  const [isTable, setIsTable] = useState(false);
  const { series, track, guardrails, monitoringUrl } = canary;
  if (!series) return null;

  const { bake } = track;
  const first = Date.parse(series.at[0]);
  const set = bake && Date.parse(bake.since);
  const step =
    bake && set !== null && set >= first
      ? { at: set, label: percent(bake.percent) }
      : null;
  const bounds = {
    requests: null,
    slowest: guardrails.find(({ measure }) => measure.type === 'slowest')
      ?.bound,
    errors: guardrails.find(({ measure }) => measure.type === 'errors-5xx')
      ?.bound,
  };
  const limitOf = (measure: (typeof MEASURES)[number]) => {
    const value = bounds[measure] ?? null;
    return value === null
      ? null
      : {
          value,
          label: t('canary.charts.limit', {
            value: number(value, DIGITS[measure]),
          }),
        };
  };
  const clock = (at: number) =>
    named(formatNear(new Date(at), new Date(at), locale, zone));
  const cell = (value: number | null, digits: number) =>
    value === null ? '–' : number(value, digits);

  return (
    <Section
      title={t('canary.charts.title')}
      hint={
        <>
          {t('canary.charts.hint')}
          {(['legacy', 'target'] as const).map(side => (
            <span key={side}>
              <span
                className={styles.key}
                style={{ background: tokens[side] }}
                aria-hidden
              />
              {t(`canary.guardrails.${side}`)}
            </span>
          ))}
        </>
      }
      action={
        <>
          <Button
            size="small"
            onClick={() => setIsTable(shown => !shown)}
            style={{ minHeight: 40 }}
          >
            {t(isTable ? 'canary.charts.asChart' : 'canary.charts.asTable')}
          </Button>
          {monitoringUrl && (
            <Link to={monitoringUrl}>{t('canary.charts.monitoring')}</Link>
          )}
        </>
      }
    >
      {isTable ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('canary.charts.time')}</th>
                {MEASURES.flatMap(measure =>
                  (['legacy', 'target'] as const).map(side => (
                    <th key={`${measure} ${side}`} scope="col">
                      {t(`canary.charts.${measure}`)},{' '}
                      {t(`canary.guardrails.${side}`)}
                    </th>
                  )),
                )}
              </tr>
            </thead>
            <tbody>
              {series.at.map((at, index) => (
                <tr key={at}>
                  <th scope="row">
                    <Time at={at} />
                  </th>
                  {MEASURES.flatMap(measure =>
                    (['legacy', 'target'] as const).map(side => (
                      <td key={`${measure} ${side}`}>
                        {cell(series[measure][side][index], DIGITS[measure])}
                      </td>
                    )),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={styles.charts}>
          {MEASURES.map(measure => (
            <SidesChart
              key={measure}
              name={t(`canary.charts.${measure}`)}
              unit={t(`canary.charts.${measure}Unit`)}
              rows={rowsOf(series, series[measure])}
              step={step}
              limit={limitOf(measure)}
              formatTime={clock}
              formatValue={value => number(value, DIGITS[measure])}
            />
          ))}
        </div>
      )}
    </Section>
  );
};
