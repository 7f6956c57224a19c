import makeStyles from '@material-ui/core/styles/makeStyles';
import type { Drift, DriftLine } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { placeWords } from '../../translations/said/placeWords';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    root: { margin: theme.spacing(0, 0, 2), minWidth: 0 },
    scroll: { overflowX: 'auto' },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      tableLayout: 'fixed',
      fontSize: 13,
      '& th, & td': {
        textAlign: 'left',
        verticalAlign: 'top',
        padding: theme.spacing(0.5, 1),
        borderBottom: `1px solid ${tokens.rule}`,
        overflowWrap: 'anywhere',
      },
      '& tbody th': { width: 110, fontWeight: 400, color: tokens.text2 },
      '& thead th:first-child': { width: 110 },
      '& caption': {
        textAlign: 'left',
        fontWeight: 500,
        padding: theme.spacing(0.5, 1),
        color: tokens.text1,
      },
    },
    // Said in words too: colour alone tells nobody enough.
    differs: { background: tokens.warningSurface, fontWeight: 500 },
    mark: { display: 'block', fontSize: 12, textDecoration: 'underline' },
    facts: {
      margin: theme.spacing(0.5, 1, 0),
      fontSize: 13,
      color: tokens.text1,
    },
  };
});

const shortHost = (host: string) => host.split('/').pop()!;

/** One drift: both lines side by side, since when, and what the next deploy would do. */
export const DriftLines = ({ drift }: { drift: Drift }) => {
  const { t } = useTexts();
  const placeText = placeWords(t);
  const styles = useStyles();
  const host = shortHost(drift.host);
  const { declared, captured, kind } = drift;
  const scheduleOf = ({ schedules }: DriftLine) =>
    schedules
      .map(({ expression, timezone }) => `${expression} (${timezone})`)
      .join(', ') || t('drift.noSchedule');
  const rows: Array<
    [Drift['kind'] | null, string, (line: DriftLine) => string]
  > = [
    [null, t('drift.where'), line => placeText(line.where)],
    [
      'enabled',
      t('drift.switch'),
      line => t(line.isEnabled ? 'drift.on' : 'drift.off'),
    ],
    ['schedule', t('drift.schedule'), scheduleOf],
    ['user', t('drift.user'), line => line.user ?? t('drift.unknownUser')],
    ['command', t('drift.command'), line => line.command],
  ];
  return (
    <div className={styles.root}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption>
            {t('drift.table', { host, kind: t(`drift.kinds.${kind}`) })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('drift.side')}</th>
              <th scope="col">{t('drift.declared')}</th>
              <th scope="col">{t('drift.captured', { host })}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([of, label, valueOf], index) => (
              <tr key={label} className={of === kind ? styles.differs : ''}>
                <th scope="row">
                  {label}
                  {of === kind && (
                    <span className={styles.mark}>{t('drift.differs')}</span>
                  )}
                </th>
                {[declared, captured].map((line, side) =>
                  line ? (
                    // Two cells of a fixed order.
                    // eslint-disable-next-line react/no-array-index-key
                    <td key={side}>
                      {of === 'command' || of === 'schedule' ? (
                        <code>{valueOf(line)}</code>
                      ) : (
                        valueOf(line)
                      )}
                    </td>
                  ) : (
                    index === 0 && (
                      <td
                        // eslint-disable-next-line react/no-array-index-key
                        key={side}
                        rowSpan={rows.length}
                        className={styles.differs}
                      >
                        {t('drift.notThere')}
                      </td>
                    )
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.facts}>
        {t('drift.since')}:{' '}
        {drift.sinceAt ? (
          <Time at={drift.sinceAt} show="both" />
        ) : (
          t('drift.unknownSince')
        )}
        {'. '}
        {t('drift.nextDeploy')}: {t(`drift.deploys.${drift.nextDeploy}`)}
        {drift.nextAt && (
          <>
            {' '}
            {t('drift.nextAt')}: <Time at={drift.nextAt} show="both" />
          </>
        )}
      </p>
    </div>
  );
};
