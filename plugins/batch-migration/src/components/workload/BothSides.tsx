import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import type {
  RunsResponse,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import useTheme from '@material-ui/core/styles/useTheme';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { useInstantText } from '../time/Time';
import { lookOf, TICK_LOOKS } from './laneColumns';
import { RunsTable } from './RunsTable';
import { Timeline } from './Timeline';
import { useLookText } from './useColumnSentence';

const RANGES = [1, 14, 90] as const;
/** Two weeks do not fit beside each other where the window is narrow. */
const NARROW_RANGES = [1, 7, 90] as const;

const Runs = ({
  value,
  workload,
  asTable,
}: {
  value: RunsResponse;
  workload: WorkloadDetail;
  asTable: boolean;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const lookText = useLookText();
  const instantText = useInstantText();
  if (value.ticks.length === 0 && value.otherRuns.length === 0) {
    return <p>{t('runs.empty')}</p>;
  }
  const others = value.otherRuns.length;
  // What failed or was not seen to end is no run that went well.
  const looks = value.ticks.map(lookOf);
  const counts = TICK_LOOKS.map(look => ({
    look,
    count: looks.filter(one => one === look).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ look, count }) =>
      t('sentences.counted', {
        number: numberText(count),
        verdict: lookText(look),
      }),
    )
    .join(t('sentences.comma'));
  const besides = t(
    workload.kind === 'on-demand' ? 'runs.uses' : 'runs.others',
    {
      count: others,
    },
  );
  return (
    <>
      {asTable ? (
        <RunsTable value={value} />
      ) : (
        <Timeline value={value} workload={workload} />
      )}
      <p style={{ fontSize: 13, marginBottom: 0 }}>
        {[counts, others > 0 && besides].filter(Boolean).join(' · ')}
      </p>
      {value.cutAt && (
        <p style={{ fontSize: 13, marginBottom: 0 }}>
          {t('runs.cutAt', { at: instantText(value.cutAt) })}
        </p>
      )}
    </>
  );
};

/** What was due, what ran on either lane, and one verdict for each due run. */
export const BothSides = ({
  workload,
  round,
}: {
  workload: WorkloadDetail;
  round: number;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { timezone = 'UTC' } = useEstate();
  const { search, change } = useAddress();
  const [asTable, setAsTable] = useState(false);
  const asked = Number(search.get('days'));
  const theme = useTheme();
  const isNarrow = useMediaQuery(theme.breakpoints.down('sm'));
  const ranges: readonly number[] = isNarrow ? NARROW_RANGES : RANGES;
  const days = ranges.find(range => range === asked) ?? ranges[1];
  const runs = useLiveLoad(
    signal => api.runs(workload.id, days, { signal }),
    `runs ${workload.id} ${days}`,
    round,
  );

  return (
    <Section
      title={t('runs.title')}
      hint={t('runs.hint', { count: days, zone: timezone })}
      action={
        <Box display="flex" style={{ gap: 8 }}>
          <ButtonGroup size="small" aria-label={t('runs.range')}>
            {ranges.map(range => (
              <Button
                key={range}
                aria-pressed={range === days}
                variant={range === days ? 'contained' : 'outlined'}
                color={range === days ? 'primary' : 'default'}
                onClick={() => change(next => next.set('days', String(range)))}
              >
                {range === 1 ? t('runs.day') : t('runs.days', { count: range })}
              </Button>
            ))}
          </ButtonGroup>
          <Button
            size="small"
            aria-pressed={asTable}
            onClick={() => setAsTable(shown => !shown)}
          >
            {t('runs.asTable')}
          </Button>
        </Box>
      }
    >
      <Loaded load={runs} what={t('states.what.runs')} boxes={[180]}>
        {value => <Runs value={value} workload={workload} asTable={asTable} />}
      </Loaded>
    </Section>
  );
};
