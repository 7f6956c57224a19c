import { Header } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { NO_WAVE } from './ByWave';
import { HeaderActions } from './HeaderActions';
import { useIsNarrow } from './useIsNarrow';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  facts: { color: theme.page?.fontColor, fontSize: 13 },
  // Backstage's own labels break into several lines beside buttons.
  right: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    color: theme.page?.fontColor,
    fontFamily: theme.typography.fontFamily,
    // Backstage's own grid around it reaches 16 px into the title.
    padding: theme.spacing(0, 2, 0, 5),
    // Below the title.
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(3, 2, 0) },
  },
  labels: {
    display: 'flex',
    gap: theme.spacing(3),
    margin: 0,
    fontSize: 13,
    whiteSpace: 'nowrap',
    '& dt': { fontSize: 12, fontWeight: 600 },
    '& dd': { margin: 0 },
  },
}));

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** What is watched, how fresh that is, and what one may begin from here. */
export const OverviewHeader = ({
  onRefreshed,
}: {
  onRefreshed: () => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const narrow = useIsNarrow();
  const { summary, timezone } = useEstate();
  const counts = summary.value;
  const seen = counts && {
    seen: numberText(counts.scope - counts.notSeen),
    scope: numberText(counts.scope),
  };
  const subtitle = counts
    ? t('overview.subtitle', {
        servers: numberText(counts.byServer.length),
        workloads: numberText(counts.scope),
        waves: numberText(
          counts.byWave.filter(({ key }) => key !== NO_WAVE).length,
        ),
      })
    : t('overview.observedNotReported');
  const facts = (
    <span className={styles.facts}>
      {counts?.observedAt && (
        <>
          {t('overview.observedAgo', {
            ago: <Time at={counts.observedAt} show="relative" />,
          })}
          {' · '}
        </>
      )}
      {seen && `${t('overview.seenShort', seen)} · `}
      {timezone}
    </span>
  );
  return (
    <Header
      title={t('overview.title')}
      subtitle={narrow && timezone ? facts : subtitle}
    >
      <div className={styles.right}>
        {!narrow && (
          <dl className={styles.labels}>
            {timezone && <Fact label={t('overview.zone')}>{timezone}</Fact>}
            {counts?.observedAt && (
              <Fact label={t('overview.observed')}>
                <Time at={counts.observedAt} show="relative" />
              </Fact>
            )}
            {seen && (
              <Fact label={t('overview.seen')}>
                {t('overview.seenOf', seen)}
              </Fact>
            )}
          </dl>
        )}
        <HeaderActions narrow={narrow} onRefreshed={onRefreshed} />
      </div>
    </Header>
  );
};
