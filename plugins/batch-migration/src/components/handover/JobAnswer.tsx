import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type {
  HandoverJobView,
  HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { workloadRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { WHY } from '../why/whyAddress';
import { lanesOf } from './laneState';
import { SettleReason } from './SettleReason';
import { settlePoints } from './settlePoints';
import { useLaneSentence } from './useLaneSentence';
import { useWords } from './words';

/** How long a job runs at most, and by whom that is known. */
export function useLongestRun(): (run: HandoverJobView['longestRun']) => {
  text: string;
  basis: string;
} {
  const { t } = useTexts();
  const words = useWords();
  return run => {
    if (!run) return { text: t('handover.jobs.unknown'), basis: '' };
    const duration = words.duration(run.seconds);
    const { basis, expiresAt, source } = run;
    if (source === 'measured') {
      return {
        text: t('handover.jobs.measured', { duration }),
        basis: t('handover.jobs.measuredBy', { basis }),
      };
    }
    return {
      text: t('handover.jobs.attested', { duration }),
      basis: expiresAt
        ? t('handover.jobs.attestedBy', { basis, at: words.instant(expiresAt) })
        : t('handover.jobs.attestedForEver', { basis }),
    };
  };
}

/** Why a job can move then or not: its runs, how long they last, what stands against it. */
export const JobAnswer = ({
  id,
  name,
  preview,
}: {
  id: string;
  name: string;
  preview: HandoverPreviewResponse;
}) => {
  const { t } = useTexts();
  const path = useRouteRef(workloadRouteRef);
  const sentenceOf = useLaneSentence();
  const longestRun = useLongestRun();
  const lane = lanesOf(preview).find(one => one.id === id);
  const run = lane && longestRun(lane.view.longestRun);
  return (
    <>
      {lane && <div>{sentenceOf(lane)}</div>}
      {run && <div>{[run.text, run.basis].filter(Boolean).join(' · ')}</div>}
      {lane && (
        <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
          {(['legacy', 'target'] as const).flatMap(side =>
            lane.view[side].map(({ expression, timezone }) => (
              <li key={`${side} ${expression} ${timezone}`}>
                {t(`sides.${side}`)}: <code>{expression}</code> {timezone}
              </li>
            )),
          )}
        </ul>
      )}
      {settlePoints(preview)
        .filter(point => point.id === id)
        .map((point, index) => (
          // The points of one job come in one order.
          // eslint-disable-next-line react/no-array-index-key
          <SettleReason key={index} point={point} />
        ))}
      <Box mt={1}>
        <Link to={`${path({ id })}?${WHY}=placement`}>
          {t('why.openOnPage', { name })}
        </Link>
      </Box>
    </>
  );
};
