import Box from '@material-ui/core/Box';
import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLink } from '../links';
import { Time } from '../time/Time';
import { useTableStyles } from '../workloads/tableStyles';
import { jobVerdict } from './jobVerdict';
import type { Lane } from './laneState';
import { useWords } from './words';

/** The same as the timeline, as a table. */
export const LaneTable = ({
  lanes,
  preview,
}: {
  lanes: Lane[];
  preview: HandoverPreviewResponse;
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const words = useWords();
  const time = (at: string | null | undefined) =>
    at ? <Time at={at} /> : t('handover.timeline.none');
  return (
    <Box overflow="auto">
      <table className={styles.table} aria-label={t('handover.timeline.title')}>
        <thead>
          <tr>
            {(
              [
                'job',
                'longest',
                'last',
                'from',
                'until',
                'first',
                'verdict',
              ] as const
            ).map(column => (
              <th key={column} scope="col">
                {t(`handover.timeline.table.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ id, name, view, move }) => (
            <tr key={id}>
              <th scope="row">
                <WorkloadLink id={id}>{name}</WorkloadLink>
              </th>
              <td>
                {view.longestRun
                  ? words.duration(view.longestRun.seconds)
                  : t('handover.jobs.unknown')}
              </td>
              <td>{time(move?.lastLegacyTick)}</td>
              <td>{time(move?.earliest)}</td>
              <td>{time(move?.latest)}</td>
              <td>{time(move?.firstTargetTick)}</td>
              <td>{t(`handover.verdicts.${jobVerdict(id, preview)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
};
