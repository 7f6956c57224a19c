import { HeaderLabel } from '@backstage/core-components';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { shareOf } from '../lamps/share';

/** Stage and placement in the header: the track of weights stands where the stages stand otherwise. */
export const CanaryLabels = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTexts();
  const { stage, placement } = workload.assessment;
  const share = shareOf(workload.locations);
  const words = t(`placements.${placement}`);
  return (
    <>
      <HeaderLabel
        label={t('canary.header.stage')}
        value={t(`stages.${stage}`)}
      />
      <HeaderLabel
        label={t('canary.header.placement')}
        value={
          share
            ? t('canary.header.shares', {
                placement: words,
                legacy: String(100 - share.weight),
                target: String(share.weight),
              })
            : words
        }
      />
    </>
  );
};
