import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  DensityQuery,
  DensityResponse,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { useIsNarrow } from '../overview/useIsNarrow';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { formatDate } from '../time/format';
import { Contention } from './Contention';
import { DensityNotes } from './DensityNotes';
import { Heatmap } from './Heatmap';
import { Legend } from './Legend';
import { QuietWindows } from './QuietWindows';
import { useWeekWords } from './useWeekWords';
import { stepsOf, weekOf } from './week';

const DAY_MS = 86_400_000;

const useStyles = makeStyles(theme => ({
  layout: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 2fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  cards: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 6,
    [theme.breakpoints.down('sm')]: {
      gap: 8,
      '& .MuiChip-root': { height: 32, borderRadius: 16 },
    },
  },
}));

const daysOf = ({ from, to }: DensityResponse) =>
  Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));

const Hint = ({ density }: { density: DensityResponse }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const { runs, uses } = useWeekWords();
  const { from, to, timezone, totals } = density;
  const day = (at: string) => formatDate(new Date(at), locale, timezone, false);
  return (
    <>
      {t('density.hint', {
        from: day(from),
        to: day(to),
        zone: timezone,
        runs: runs(totals.runs),
        uses: uses(totals.uses),
      })}
    </>
  );
};

export interface DensityProps {
  filters: Pick<DensityQuery, 'server' | 'role'>;
  /** Whose jobs a quiet window could move. */
  server?: string;
  /** Changes when the data was looked at anew. */
  round: number;
}

/** When it works: the week as a heatmap, its quiet windows and its contention. */
export const Density = ({ filters, server, round }: DensityProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const { search, change } = useAddress();
  const isNarrow = useIsNarrow();
  const [showsJobs, setShowsJobs] = useState(true);
  const [showsUses, setShowsUses] = useState(true);
  const frequent = search.get('frequent') === 'true';
  const load = useLiveLoad(
    signal =>
      api.density({ ...filters, ...(frequent && { frequent }) }, { signal }),
    `density ${JSON.stringify(filters)} ${frequent}`,
    round,
  );
  const { value } = load;
  const hours = isNarrow ? 4 : 1;
  const count = value?.frequentJobs.length ?? 0;
  const toggle = (
    label: string,
    isOn: boolean,
    onClick: () => void,
    title?: string,
  ) => (
    <Chip
      size="small"
      clickable
      component="button"
      label={label}
      title={title}
      color={isOn ? 'primary' : 'default'}
      variant={isOn ? 'default' : 'outlined'}
      aria-pressed={isOn}
      onClick={onClick}
    />
  );

  const chips = (
    <div role="group" aria-label={t('density.show')} className={styles.chips}>
      {toggle(t('density.jobs'), showsJobs, () => setShowsJobs(!showsJobs))}
      {value?.uses !== null &&
        toggle(t('density.usesChip'), showsUses, () =>
          setShowsUses(!showsUses),
        )}
      {(count > 0 || frequent) &&
        toggle(
          frequent
            ? t('density.frequentShown')
            : t('density.frequentHidden', { count }),
          frequent,
          () =>
            change(
              edited =>
                frequent
                  ? edited.delete('frequent')
                  : edited.set('frequent', 'true'),
              { replace: true },
            ),
          t('density.frequentWhy'),
        )}
    </div>
  );

  return (
    <div className={styles.layout}>
      <Section
        title={t('density.title')}
        hint={value && <Hint density={value} />}
        action={isNarrow ? undefined : chips}
      >
        {isNarrow && chips}
        <Loaded load={load} what={t('density.what')} boxes={[260]}>
          {density => (
            <>
              {density.totals.runs === 0 && (
                <Box fontSize={13} mb={1}>
                  {t('density.empty')}
                </Box>
              )}
              <Heatmap
                density={density}
                hours={hours}
                showsJobs={showsJobs}
                showsUses={showsUses && density.uses !== null}
                days={daysOf(density)}
              />
              <Legend
                steps={stepsOf(
                  Math.max(
                    ...weekOf(density, hours)
                      .flat()
                      .map(({ runs }) => runs),
                  ),
                )}
                days={daysOf(density)}
                hasUses={density.uses !== null}
              />
              <DensityNotes density={density} />
            </>
          )}
        </Loaded>
      </Section>
      {value && (
        <div className={styles.cards}>
          <QuietWindows density={value} days={daysOf(value)} server={server} />
          <Contention density={value} />
        </div>
      )}
    </div>
  );
};
