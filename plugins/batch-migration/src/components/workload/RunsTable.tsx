import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import type {
  DueTick,
  RunsResponse,
  RunView,
} from 'backstage-plugin-batch-migration-common';
import { useMemo, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Time, useInstantText } from '../time/Time';
import { TickAnswer } from '../why/TickAnswer';
import { WhyPopover } from '../why/WhyPopover';
import { useTableStyles } from '../workloads/tableStyles';
import { seenColumns } from './laneColumns';
import { lastPage, ROWS_AT_ONCE, RunPages } from './RunPages';
import { minutesOf, runKey } from './runText';

const RunWords = ({ run }: { run: RunView }) => {
  const { t } = useTexts();
  const minutes = minutesOf(run);
  const words =
    minutes === undefined
      ? t(`outcomes.${run.outcome}`)
      : t('runs.took', {
          outcome: t(`outcomes.${run.outcome}`),
          minutes,
        });
  return (
    <div title={run.source}>
      {run.url ? <Link to={run.url}>{words}</Link> : words}
    </div>
  );
};

const SIDES = ['legacy', 'target'] as const;

const TickRow = ({ tick }: { tick: DueTick }) => {
  const { t } = useTexts();
  const textOf = useInstantText();
  return (
    <tr>
      <td>
        <Time at={tick.at} />
      </td>
      {SIDES.map(side => (
        <td key={side}>
          {tick.runs
            .filter(run => run.side === side)
            .map(run => (
              <RunWords key={runKey(run)} run={run} />
            ))}
        </td>
      ))}
      <td>
        <WhyPopover
          word={t(`verdicts.${tick.verdict}`)}
          of={textOf(tick.at)}
          answer={() => <TickAnswer tick={tick} />}
        >
          {t(`verdicts.${tick.verdict}`)}
        </WhyPopover>
      </td>
    </tr>
  );
};

const TrialRow = ({ run }: { run: RunView }) => {
  const { t } = useTexts();
  return (
    <tr>
      <td>{t('runs.notDue')}</td>
      {SIDES.map(side => (
        <td key={side}>
          {run.side === side && (
            <>
              <Time at={run.startedAt} /> <RunWords run={run} />
            </>
          )}
        </td>
      ))}
      <td>–</td>
    </tr>
  );
};

/** The same data as the timeline, newest first, some rows at a time. */
export const RunsTable = ({ value }: { value: RunsResponse }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useMemo(() => seenColumns(value).reverse(), [value]);
  const [turned, setTurned] = useState(0);
  const page = Math.min(turned, lastPage(rows.length));
  const first = page * ROWS_AT_ONCE;
  return (
    <>
      {/* Another page begins at its top. */}
      <Box key={page} overflow="auto" maxHeight={420}>
        <table className={styles.table} aria-label={t('runs.title')}>
          <thead>
            <tr>
              <th scope="col">{t('runs.due')}</th>
              <th scope="col">{t('sides.legacy')}</th>
              <th scope="col">{t('sides.target')}</th>
              <th scope="col">{t('runs.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .slice(first, first + ROWS_AT_ONCE)
              .map(row =>
                row.kind === 'tick' ? (
                  <TickRow key={row.at} tick={row.tick} />
                ) : (
                  <TrialRow key={runKey(row.run)} run={row.run} />
                ),
              )}
          </tbody>
        </table>
      </Box>
      <RunPages rows={rows.length} page={page} onTurn={setTurned} />
    </>
  );
};
