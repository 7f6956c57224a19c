import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import type {
  RunsResponse,
  RunView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Time, useInstantText } from '../time/Time';
import { TickAnswer } from '../why/TickAnswer';
import { WhyPopover } from '../why/WhyPopover';
import { useTableStyles } from '../workloads/tableStyles';
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

/** The same data as the timeline, newest first. */
export const RunsTable = ({ value }: { value: RunsResponse }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const textOf = useInstantText();
  return (
    <Box overflow="auto" maxHeight={420}>
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
          {[...value.ticks].reverse().map(tick => (
            <tr key={tick.at}>
              <td>
                <Time at={tick.at} />
              </td>
              {(['legacy', 'target'] as const).map(side => (
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
          ))}
          {value.otherRuns.map(run => (
            <tr key={runKey(run)}>
              <td>{t('runs.notDue')}</td>
              {(['legacy', 'target'] as const).map(side => (
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
          ))}
        </tbody>
      </table>
    </Box>
  );
};
